import { fields, operators } from "./tokens";

export type About = (typeof fields)[number] | "AND" | "OR" | "NOT" | "NEAR" | "ONEAR";

export interface Suggestion {
  insert: string;
  /** Key of the explanation under `operator.`, "" for a plain value. */
  about: About | "";
}

export interface Completion {
  /** UTF-16 range of the word that would be replaced. */
  from: number;
  to: number;
  items: Suggestion[];
}

export interface Known {
  networks: readonly string[];
  sources: readonly string[];
  lists: readonly string[];
}

const kinds = ["post", "reply", "repost", "quote", "comment", "review", "article", "edit"];
const has = ["link", "image", "video", "question", "emoji"];
const languages = ["de", "en", "fr", "nl", "da", "pl", "es", "it"];

function values(field: string, known: Known): readonly string[] {
  if (field === "network") return known.networks;
  if (field === "source") return known.sources.map((name) => (/\s/u.test(name) ? `"${name}"` : name));
  if (field === "list") return known.lists;
  if (field === "kind") return kinds;
  if (field === "has") return has;
  if (field === "lang") return languages;
  return [];
}

/** What could stand where the caret is; nothing while there is nothing to go by. */
export function complete(query: string, caret: number, known: Known): Completion | null {
  const before = query.slice(0, caret);
  if ((before.match(/["“”„]/gu)?.length ?? 0) % 2 === 1) return null;
  const word = /[^\s\u00a0()]*$/u.exec(before)?.[0].replace(/^-/u, "") ?? "";
  const from = caret - word.length;
  const colon = word.indexOf(":");
  if (colon > 0) {
    const typed = word.slice(colon + 1).toLowerCase();
    const items = values(word.slice(0, colon), known)
      .filter((value) => value.toLowerCase().startsWith(typed) && value.toLowerCase() !== typed)
      .map((insert): Suggestion => ({ insert, about: "" }));
    return items.length ? { from: from + colon + 1, to: caret, items: items.slice(0, 8) } : null;
  }
  if (word.length < 2) return null;
  const found: Suggestion[] = [
    ...operators
      .filter((name) => name.startsWith(word))
      .map((name) => ({ insert: `${name} `, about: name.replace("/5", "") as About })),
    ...fields.filter((name) => name.startsWith(word)).map((name) => ({ insert: `${name}:`, about: name })),
  ];
  const items = found.filter((item) => item.insert.trim() !== word);
  return items.length ? { from, to: caret, items } : null;
}
