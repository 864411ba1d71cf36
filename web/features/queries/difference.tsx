import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { DiffPiece } from "@/api/schema";
import { ProblemNote } from "@/ui/problem-note";
import { differenceQuery } from "./data";
import css from "./tools.module.css";

/** Two versions in one text: what went is struck through, what came is underlined. */
export function Difference({ id, from, to }: { id: string; from: number; to: number }) {
  const { t } = useTranslation();
  const difference = useQuery({ ...differenceQuery(id, from, to), placeholderData: keepPreviousData });
  if (difference.error) return <ProblemNote error={difference.error} />;
  if (!difference.data) return null;
  const { name, query } = difference.data;
  return (
    <div className="stack" style={{ gap: 4 }}>
      {name.some((piece) => piece.kind !== "same") && (
        <p className={css.diff}>
          <span className="dim">{t("queries.name")}: </span>
          <Pieces pieces={name} />
        </p>
      )}
      <p className={css.diff}>
        <Pieces pieces={query} />
      </p>
    </div>
  );
}

function Pieces({ pieces }: { pieces: readonly DiffPiece[] }) {
  let at = 0;
  return pieces.map((piece) => {
    const key = `${at}-${piece.kind}`;
    at += piece.text.length;
    if (piece.kind === "removed") return <del key={key}>{piece.text}</del>;
    if (piece.kind === "added") return <ins key={key}>{piece.text}</ins>;
    return <span key={key}>{piece.text}</span>;
  });
}
