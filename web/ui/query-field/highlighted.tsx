import css from "./query-field.module.css";
import { tokens } from "./tokens";

export interface Mark {
  /** UTF-16 index where the trouble begins. */
  at: number;
  tone: "error" | "warning";
}

interface Part {
  at: number;
  text: string;
  kind: string;
  tone: string | undefined;
}

/** A mark colours the token that it falls into; at the very end it is a character of its own. */
function parts(query: string, marks: readonly Mark[]): Part[] {
  const result: Part[] = [];
  let at = 0;
  for (const token of tokens(query)) {
    const end = at + token.text.length;
    const mark = marks.find((m) => m.at >= at && m.at < end);
    result.push({ at, text: token.text, kind: token.kind, tone: mark?.tone });
    at = end;
  }
  const past = marks.find((m) => m.at >= query.length);
  if (past) result.push({ at, text: " ", kind: "word", tone: past.tone });
  return result;
}

export function Highlighted({ query, marks = [] }: { query: string; marks?: readonly Mark[] }) {
  return parts(query, marks).map((part) => (
    <span key={part.at} className={css[part.kind]} data-tone={part.tone}>
      {part.text}
    </span>
  ));
}
