import { useTranslation } from "react-i18next";
import type { Overview } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import css from "./overview.module.css";

/** Numbers over time: of the overview, or of a crisis room. */
export interface Series {
  series: Overview["series"];
  step: Overview["step"];
  /** Where the last point ends. */
  to: string;
}

/** Points that stand out, by their indexes, and what is said beside them. */
export interface Stretch {
  first: number;
  last: number;
  label: string;
}

export const HEIGHT = 200;

type Scale = (value: number) => number;

export function line(values: readonly number[], x: Scale, y: Scale): string {
  return values.map((value, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(value).toFixed(1)}`).join(" ");
}

/** What is usual, as an area; nothing where too few points know it. */
export function band(series: Series["series"], x: Scale, y: Scale): string {
  const known = series.flatMap((p, i) =>
    p.usual_low !== null && p.usual_high !== null ? [{ i, low: p.usual_low, high: p.usual_high }] : [],
  );
  if (known.length < 2) return "";
  const upper = known.map(({ i, high }) => `${x(i).toFixed(1)} ${y(high).toFixed(1)}`);
  const lower = known.reverse().map(({ i, low }) => `${x(i).toFixed(1)} ${y(low).toFixed(1)}`);
  return `M${[...upper, ...lower].join("L")}Z`;
}

/** Said beside the stretch itself, on the side where there is room. */
export function StretchLabel({ stretch, x, plot }: { stretch: Stretch; x: Scale; plot: number }) {
  const left = Math.max(0, x(stretch.first - 1));
  const room = left > plot / 2;
  return (
    <>
      <line className={css.burstLine} x1={left} x2={left} y1={0} y2={HEIGHT} />
      <text
        className={css.burst}
        x={room ? left - 7 : x(stretch.last + 1) + 7}
        y={16}
        textAnchor={room ? "end" : "start"}
      >
        {stretch.label}
      </text>
    </>
  );
}

/** Names the days under the line, as many as there is room for; the month where it is another one, and always where days are far apart. */
export function Days({ series, x, plot }: { series: Series["series"]; x: Scale; plot: number }) {
  const format = useFormat();
  const starts = series.flatMap((point, index) => {
    const before = series[index - 1];
    return before && format.day(before.at) !== format.day(point.at) ? [{ at: point.at, index }] : [];
  });
  const every = Math.ceil(starts.length / Math.max(1, Math.floor(plot / 52)));
  const month = (at: string | undefined) => at && new Date(at).getMonth();
  return starts
    .filter(({ index }, n) => n % every === 0 && x(index) < plot - 24)
    .map(({ at, index }, n, shown) => (
      <text key={index} className={css.axis} x={x(index)} y={HEIGHT + 17}>
        {every > 3 || month(at) !== month(shown[n - 1]?.at) ? format.day(at) : format.dayNumber(at)}
      </text>
    ));
}

/** A point in words: when, how many, how many negative, and what is usual. */
export function usePointWords(step: Series["step"]): (point: Series["series"][number]) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (p) => {
    const when = step === "hour" ? format.dateTime(p.at) : format.weekday(p.at);
    const usual =
      p.usual_low !== null && p.usual_high !== null
        ? ` · ${t("overview.usual", { low: format.number(Math.round(p.usual_low)), high: format.number(Math.round(p.usual_high)) })}`
        : "";
    const negative = p.negative > 0 ? ` · ${t("overview.negativeN", { n: format.number(p.negative) })}` : "";
    return `${when}: ${t("overview.count", { count: p.count, n: format.number(p.count) })}${negative}${usual}`;
  };
}
