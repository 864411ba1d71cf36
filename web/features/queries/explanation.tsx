import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Mention, QueryPart } from "@/api/schema";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { pieces } from "@/ui/spans";
import { explainQuery } from "./data";
import css from "./tools.module.css";

const groups = ["all", "any", "none"] as const;

export type Explained = Pick<Mention, "id" | "title" | "text">;

/** The words of a post that a part of the query found, each once. */
function wordsOf(part: QueryPart, mention: Explained): string[] {
  const hits = (["title", "text"] as const).flatMap((field) =>
    pieces(
      mention[field],
      part.spans.filter((span) => span.field === field),
    ).filter((piece) => piece.hit),
  );
  return [...new Set(hits.map((piece) => piece.text))].slice(0, 5);
}

/** Why a post is found, or why it is not: the query part by part. */
export function Explanation({ query, mention }: { query: string; mention: Explained }) {
  const { t } = useTranslation();
  const explained = useQuery(explainQuery(query, mention.id));
  if (explained.error) return <ProblemNote error={explained.error} />;
  if (!explained.data) return <Pending lines={2} />;
  return (
    <div className={css.explanation}>
      <p className="small strong">{t(explained.data.matches ? "tools.matches" : "tools.matchesNot")}</p>
      <ul>
        {explained.data.parts.map((part) => (
          <Part key={`${part.depth}-${part.offset}-${part.text}`} part={part} words={wordsOf(part, mention)} />
        ))}
      </ul>
    </div>
  );
}

function Part({ part, words }: { part: QueryPart; words: string[] }) {
  const { t } = useTranslation();
  const group = groups.find((kind) => kind === part.kind);
  return (
    <li className={css.part} data-decides={part.decides} style={{ paddingInlineStart: part.depth * 18 }}>
      <span className={css.sign} data-holds={part.holds} aria-hidden="true">
        {part.holds ? "✓" : "✗"}
      </span>
      {group ? <span>{t(`tools.part.${group}`)}</span> : <code>{part.text}</code>}
      <span className="hidden">{t(part.holds ? "tools.holds" : "tools.holdsNot")}</span>
      {words.map((word) => (
        <mark key={word}>{word}</mark>
      ))}
      {part.left_out > 0 && <span className="small dimmer">{t("tools.leftOut", { count: part.left_out })}</span>}
    </li>
  );
}
