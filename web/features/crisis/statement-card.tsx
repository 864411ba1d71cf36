import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Statement } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Chip, type Tone } from "@/ui/chip";
import { copyText } from "@/ui/copy";
import { tell } from "@/ui/toast";
import { useNow } from "@/ui/use-now";
import css from "./crisis.module.css";
import { refusalOf } from "./seats";
import { StatementActs } from "./statement-acts";
import { StatementEditor } from "./statement-editor";
import { StatementSeats } from "./statement-seats";
import { StatementVersions } from "./statement-versions";

const tones: Record<Statement["state"], Tone> = {
  draft: "plain",
  waiting: "warn",
  approved: "ok",
  published: "acc",
  withdrawn: "plain",
};

/** A statement: its text, its two places, and the one thing to do next. */
export function StatementCard({ statement, mayWork }: { statement: Statement; mayWork: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const [open, setOpen] = useState<"edit" | "versions" | null>(null);
  const refusal = refusalOf(statement);
  const settled = statement.state === "published" || statement.state === "withdrawn";
  if (open === "edit")
    return (
      <li className={css.statement}>
        <StatementEditor roomId={statement.room.id} statement={statement} onDone={() => setOpen(null)} />
      </li>
    );
  return (
    <li className={css.statement} data-state={statement.state}>
      <div className="row wrap">
        <h3 className={css.statementTitle}>{statement.title}</h3>
        <Chip tone={tones[statement.state]}>{t(`crisis.statement.${statement.state}`)}</Chip>
        <span className="small dimmer">
          {t("crisis.version", { n: statement.version })}
          {statement.by && ` · ${statement.by.name}`} · {format.when(statement.at, now)}
        </span>
      </div>
      <p className={css.statementText} lang={statement.lang || undefined}>
        {statement.text}
      </p>
      {statement.state !== "withdrawn" && <StatementSeats statement={statement} />}
      {refusal && (
        <p className="neg">
          {t("crisis.refusedBy", { name: refusal.by?.name ?? "" })} {t("common.quote", { text: refusal.reason })}
        </p>
      )}
      {statement.url && (
        <p>
          {t("crisis.publishedBy", {
            by: statement.published_by?.name ?? "",
            when: format.when(statement.published_at ?? statement.at, now),
          })}{" "}
          <a href={statement.url} target="_blank" rel="noreferrer noopener">
            {statement.url}
          </a>
        </p>
      )}
      <StatementActs statement={statement} mayWork={mayWork}>
        {mayWork && !settled && <Button onClick={() => setOpen("edit")}>{t("common.edit")}</Button>}
        <Button
          onClick={() =>
            void copyText(statement.text).then((done) => tell(t(done ? "crisis.copied" : "crisis.notCopied")))
          }
        >
          {t("crisis.copy")}
        </Button>
        {statement.version > 1 && (
          <Button aria-expanded={open === "versions"} onClick={() => setOpen(open ? null : "versions")}>
            {t("crisis.versions")}
          </Button>
        )}
      </StatementActs>
      {open === "versions" && <StatementVersions id={statement.id} />}
    </li>
  );
}
