import { useTranslation } from "react-i18next";
import type { InboxSearch } from "@/features/inbox/search-params";
import { useFormat } from "@/i18n/use-format";
import { InboxLink } from "@/ui/inbox-link";
import type { Series } from "./chart-parts";
import css from "./overview.module.css";

interface Props {
  series: Series;
  /** The second line of the chart, as a column. */
  versus?: { name: string; counts: readonly number[] } | null;
  search: InboxSearch;
}

/** The same numbers as the chart, newest first; hours without a mention are left out. */
export function SeriesTable({ series: { series, step, to }, versus = null, search }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = series
    .map((point, index) => ({ ...point, end: series[index + 1]?.at ?? to, other: versus?.counts[index] ?? 0 }))
    .filter((point) => step === "day" || point.count > 0 || point.other > 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <div className={css.tableBox} tabIndex={0} role="region" aria-label={t("overview.asTable")}>
      <table className="small">
        <thead>
          <tr>
            <th scope="col">{t("overview.time")}</th>
            <th scope="col" className="right">
              {t("overview.mentions")}
            </th>
            <th scope="col" className="right">
              {t("overview.negative")}
            </th>
            {versus && (
              <th scope="col" className="right name">
                {versus.name}
              </th>
            )}
            <th scope="col" className="right">
              {t("overview.usualHead")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.reverse().map((point) => (
            <tr key={point.at}>
              <td>
                <InboxLink to="/inbox" search={{ ...search, after: point.at, before: point.end }}>
                  {step === "hour" ? format.dateTime(point.at) : format.weekday(point.at)}
                </InboxLink>
              </td>
              <td className="right">{format.number(point.count)}</td>
              <td className="right">{format.number(point.negative)}</td>
              {versus && <td className="right">{format.number(point.other)}</td>}
              <td className="right dim">
                {point.usual_low !== null && point.usual_high !== null
                  ? `${format.number(Math.round(point.usual_low))}–${format.number(Math.round(point.usual_high))}`
                  : "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
