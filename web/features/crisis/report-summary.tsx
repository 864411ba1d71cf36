import { useTranslation } from "react-i18next";
import type { CrisisReport } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import css from "./crisis.module.css";

const delays = ["alarm_to_room", "alarm_to_answer", "alarm_to_statement", "room_to_statement"] as const;

/** The figures and delays at a glance. */
export function Summary({ report: { room, delays: measured, held } }: { report: CrisisReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { figures } = room;
  const share = figures.negative_share;
  const rows: [string, string][] = [
    [t("crisis.lead"), room.lead?.name ?? "–"],
    [t("crisis.opened"), `${format.dateTime(room.opened_at)}, ${room.opened_by?.name ?? "–"}`],
    [t("crisis.closed"), room.closed_at ? `${format.dateTime(room.closed_at)}, ${room.closed_by?.name ?? "–"}` : "–"],
    [t("crisis.query"), room.query?.name ?? t("alerts.everything")],
    [t("overview.mentions"), format.number(figures.mentions)],
    [
      t("overview.negative"),
      share
        ? `${format.percent(share.value)} (${format.percent(share.low)}–${format.percent(share.high)}, n = ${format.number(figures.judged)})`
        : "–",
    ],
    [
      t("crisis.peak"),
      `${format.number(figures.peak)}${figures.usual_high === null ? "" : `, ${t("crisis.peakUsual", { high: format.number(Math.round(figures.usual_high)) })}`}`,
    ],
    [t("crisis.duration"), format.duration(figures.hours * 3600)],
    ...delays.map((kind): [string, string] => {
      const minutes = measured[kind];
      return [
        t(`crisis.delay.${kind}`),
        minutes === null ? "–" : minutes < 1 ? t("crisis.atOnce") : format.duration(minutes * 60),
      ];
    }),
    [t("crisis.heldInAll"), format.number(held)],
  ];
  return (
    <section>
      <h2>{t("crisis.summary")}</h2>
      <dl className="kv">
        {rows.map(([term, value]) => (
          <div key={term} className={css.contents}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
