/** Cuts a query into coloured parts. It never fails: what the parser refuses is still shown, and every character stays. */

export type TokenKind =
  | "space"
  | "operator"
  | "not"
  | "field"
  | "phrase"
  | "paren"
  | "tag"
  | "exact"
  | "wildcard"
  | "number"
  | "word";

export interface Token {
  kind: TokenKind;
  text: string;
}

export const operators = ["AND", "OR", "NOT", "NEAR/5", "ONEAR/5"] as const;

export const fields = [
  "title",
  "text",
  "author",
  "to",
  "mentions",
  "site",
  "host",
  "url",
  "link",
  "network",
  "source",
  "lang",
  "kind",
  "has",
  "followers",
  "likes",
  "shares",
  "replies",
  "rating",
  "thread",
  "sample",
  "list",
  "raw",
  "after",
  "before",
] as const;

const rules: [TokenKind, RegExp][] = [
  ["space", /[\s\u00a0]+/uy],
  ["phrase", /["“”„»«][^"“”„»«]*(?:["“”„»«]|$)/uy],
  ["number", /~\d+|\{\d+,\}/uy],
  ["operator", /(?:AND|OR|NOT|O?NEAR\/\d+)(?=[\s\u00a0()"-]|$)/uy],
  ["paren", /[()]/uy],
  ["field", new RegExp(`(?:${fields.join("|")}):`, "uy")],
  ["tag", /[#@$][\p{L}\p{N}_.-]+/uy],
  ["exact", /=[\p{L}\p{N}_*?.-]+/uy],
  ["word", /[^\s\u00a0()"“”„»«~{]+/uy],
  ["word", /./suy],
];

export function tokens(query: string): Token[] {
  const result: Token[] = [];
  let at = 0;
  while (at < query.length) {
    const begins = at === 0 || /[\s\u00a0(]/u.test(query[at - 1] ?? "");
    if (begins && query[at] === "-" && at + 1 < query.length) {
      result.push({ kind: "not", text: "-" });
      at += 1;
      continue;
    }
    const token = next(query, at, begins || result.at(-1)?.kind !== "word");
    result.push(token);
    at += token.text.length;
  }
  return result;
}

function next(query: string, at: number, begins: boolean): Token {
  for (const [kind, rule] of rules) {
    if (!begins && (kind === "operator" || kind === "field" || kind === "tag" || kind === "exact")) continue;
    rule.lastIndex = at;
    const text = rule.exec(query)?.[0];
    if (!text) continue;
    return { kind: kind === "word" && /[*?]/u.test(text) && text.length > 1 ? "wildcard" : kind, text };
  }
  return { kind: "word", text: query.slice(at, at + 1) };
}
