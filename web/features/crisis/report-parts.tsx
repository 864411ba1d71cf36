import { useTranslation } from "react-i18next";
import type { CrisisReport } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import css from "./crisis.module.css";
import { useLevel } from "./level-badge";
import { Summary } from "./report-summary";

/** The parts of the report, each with its numbers. */
export function ReportParts({ report }: { report: CrisisReport }) {
  const { t } = useTranslation();
  return (
    <>
      <Summary report={report} />
      <Severity report={report} />
      <Clocks report={report} />
      <Holds report={report} />
      <Statements report={report} />
      <Steps report={report} />
      <section>
        <h2>{t("crisis.lessons")}</h2>
        <p className={css.statementText}>{report.room.lessons || t("crisis.noLessons")}</p>
      </section>
    </>
  );
}

function Severity({ report: { room } }: { report: CrisisReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useLevel();
  return (
    <section>
      <h2>
        {t("crisis.severity")}: {room.severity.points} / {room.severity.max} · {t("crisis.levelTitle")}{" "}
        {room.level.value} {words(room.level.value).name}
      </h2>
      <ul className={css.lines}>
        {room.severity.parts.map((part) => (
          <li key={part.part}>
            <b>{t(`crisis.part.${part.part}`)}</b> {t("crisis.pointsOf", { n: part.points, max: part.max })}:{" "}
            {part.ground}
          </li>
        ))}
      </ul>
      {room.level.facts.length > 0 && (
        <ul className={css.lines}>
          {room.level.facts.map((fact) => (
            <li key={fact.fact}>
              <b>{t(`crisis.fact.${fact.fact}`)}</b>:{" "}
              {t("crisis.statedBy", { by: fact.by?.name ?? "–", when: format.dateTime(fact.at) })}
              {fact.note && ` · ${t("common.quote", { text: fact.note })}`}
            </li>
          ))}
        </ul>
      )}
      <ul className={css.lines}>
        {room.level.history.map((step) => (
          <li key={step.from}>
            {format.dateTime(step.from)}: {t("crisis.levelN", { n: step.level })}
            {step.by && `, ${step.by.name}`}
            {step.reason && `: ${step.reason}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Clocks({ report: { room, clocks } }: { report: CrisisReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <h2>{t("crisis.clocks")}</h2>
      <p className="dim">
        {t("crisis.clocksSum", { met: clocks.met, missed: clocks.missed, running: clocks.running })}
      </p>
      <ul className={css.lines}>
        {room.clocks.map((clock) => (
          <li key={clock.kind}>
            <b>{t(`crisis.clock.${clock.kind}`)}</b>: {t("crisis.dueAt", { time: format.dateTime(clock.due_at) })},{" "}
            {clock.met_at
              ? t(clock.missed ? "crisis.metLate" : "crisis.metBy", {
                  by: clock.met_by?.name ?? t("crisis.bySystem"),
                  time: format.dateTime(clock.met_at),
                })
              : t("crisis.notMet")}
            {clock.note && ` · ${clock.note}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Holds({ report: { room } }: { report: CrisisReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (room.holds.length === 0) return null;
  return (
    <section>
      <h2>{t("crisis.holdsTitle")}</h2>
      <ul className={css.lines}>
        {room.holds.map((hold) => (
          <li key={hold.id}>
            {format.dateTime(hold.since)}, {hold.by?.name ?? "–"}: {t("common.quote", { text: hold.reason })} ·{" "}
            {hold.lifted_at
              ? t("crisis.liftedAt", { when: format.dateTime(hold.lifted_at), by: hold.lifted_by?.name ?? "–" })
              : t("crisis.holdOn")}
            {" · "}
            {t(hold.drill ? "crisis.wouldHold" : "crisis.holds", { count: hold.held, n: format.number(hold.held) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Statements({ report: { room } }: { report: CrisisReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <h2>{t("crisis.statements")}</h2>
      {room.statements.length === 0 && <p>{t("crisis.noStatements")}</p>}
      {room.statements.map((statement) => (
        <article key={statement.id} className={css.reported}>
          <h3>
            {statement.title} · {t(`crisis.statement.${statement.state}`)} ·{" "}
            {t("crisis.version", { n: statement.version })}
          </h3>
          <p className={css.statementText} lang={statement.lang || undefined}>
            {statement.text}
          </p>
          <ul className={css.lines}>
            {statement.approvals.map((approval) => (
              <li key={`${approval.at} ${approval.by?.id}`} className={approval.void ? "dim" : undefined}>
                {format.dateTime(approval.at)}:{" "}
                {t(`crisis.verdict.${approval.verdict}`, { name: approval.by?.name ?? "–" })} (
                {t("crisis.version", { n: approval.version })}
                {approval.void && `, ${t("crisis.void")}`}){approval.reason && `: ${approval.reason}`}
              </li>
            ))}
          </ul>
          {statement.url && (
            <p>
              {statement.published_at && format.dateTime(statement.published_at)} {statement.url}
            </p>
          )}
        </article>
      ))}
    </section>
  );
}

function Steps({ report: { room, steps } }: { report: CrisisReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section>
      <h2>{t("crisis.checklist")}</h2>
      <p className="dim">{t("crisis.stepsSum", { done: steps.done, skipped: steps.skipped, open: steps.open })}</p>
      <ul className={css.lines}>
        {room.steps.map((step) => (
          <li key={step.id}>
            {step.text} · {t(`crisis.stepState.${step.state}`)}
            {step.done_at && `, ${step.done_by?.name ?? "–"}, ${format.dateTime(step.done_at)}`}
            {step.note && `: ${step.note}`}
          </li>
        ))}
      </ul>
    </section>
  );
}
