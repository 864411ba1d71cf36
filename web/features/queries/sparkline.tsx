import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/use-format";
import { type DayCount, everyDay } from "./days";
import css from "./queries.module.css";

/** Hits per day, as thin bars with the first and last day named. */
export function Sparkline({ perDay }: { perDay: readonly DayCount[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const days = everyDay(perDay, 30);
  const most = Math.max(1, ...days.map((day) => day.count));
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last) return null;
  const peak = days.reduce((best, day) => (day.count > best.count ? day : best), first);
  const words = t("queries.spark", {
    from: format.day(first.day),
    to: format.day(last.day),
    most: format.number(peak.count),
    on: format.day(peak.day),
  });
  return (
    <figure style={{ margin: "8px 0" }}>
      <svg
        className={css.spark}
        viewBox={`0 0 ${days.length * 4} 44`}
        preserveAspectRatio="none"
        role="img"
        aria-label={words}
      >
        {days.map((day, index) => {
          const height = day.count === 0 ? 1 : Math.max(2, (day.count / most) * 44);
          return (
            <rect
              key={day.day}
              x={index * 4 + 0.4}
              y={44 - height}
              width={3.2}
              height={height}
              opacity={day.count === 0 ? 0.25 : 1}
            >
              <title>{`${format.day(day.day)}: ${format.number(day.count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <figcaption className="small dimmer row">
        <span>{format.day(first.day)}</span>
        <span className="grow" style={{ textAlign: "center" }}>
          {t("queries.peak", { most: format.number(peak.count), on: format.day(peak.day) })}
        </span>
        <span>{format.day(last.day)}</span>
      </figcaption>
    </figure>
  );
}
