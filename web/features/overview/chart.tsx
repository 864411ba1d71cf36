import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Overview } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { ticks } from "./change";
import type { Outburst } from "./outburst";
import css from "./overview.module.css";

interface Props {
  overview: Overview;
  /** Another one of the same time, drawn as a second line. */
  versus: Overview | null;
  burst: Outburst | null;
  onOpen: ((after: string, before: string) => void) | undefined;
}

const HEIGHT = 200;
const RIGHT = 44;

/** A thin line over the band of what is usual at that hour. Arrow keys move along it, Enter opens the posts of a point. */
export function Chart({ overview, versus, burst, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number | null>(null);
  const { series, step } = overview;
  const lines = ticks(
    Math.max(
      1,
      ...series.map((point) => Math.max(point.count, point.usual_high ?? 0)),
      ...(versus?.series.map((point) => point.count) ?? []),
    ),
  );
  const top = lines.at(-1) ?? 1;
  const plot = Math.max(60, width - RIGHT);
  const x = (index: number) => (series.length < 2 ? plot / 2 : (index / (series.length - 1)) * plot);
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  const end = (index: number) => series[index + 1]?.at ?? overview.to;
  const open = (index: number) => {
    const point = series[index];
    if (point && onOpen) onOpen(point.at, end(index));
  };
  const nearest = (clientX: number, left: number) =>
    Math.min(series.length - 1, Math.max(0, Math.round(((clientX - left) / plot) * (series.length - 1))));
  const onKeyDown = (event: KeyboardEvent) => {
    const now = at ?? series.length - 1;
    const next = {
      ArrowLeft: now - 1,
      ArrowRight: now + 1,
      Home: 0,
      End: series.length - 1,
      PageUp: now - 24,
      PageDown: now + 24,
    }[event.key];
    if (next !== undefined) setAt(Math.min(series.length - 1, Math.max(0, next)));
    else if (event.key === "Enter") open(now);
    else return;
    event.preventDefault();
  };
  const point = at === null ? undefined : series[at];
  const words = point ? pointWords(point) : t("overview.chartLabel");
  function pointWords(p: Overview["series"][number]): string {
    const when = step === "hour" ? format.dateTime(p.at) : format.weekday(p.at);
    const usual =
      p.usual_low !== null && p.usual_high !== null
        ? ` · ${t("overview.usual", { low: format.number(Math.round(p.usual_low)), high: format.number(Math.round(p.usual_high)) })}`
        : "";
    const negative = p.negative > 0 ? ` · ${t("overview.negativeN", { n: format.number(p.negative) })}` : "";
    return `${when}: ${t("overview.count", { count: p.count, n: format.number(p.count) })}${negative}${usual}`;
  }
  return (
    <div ref={ref} className={css.chart}>
      {width > 0 && (
        // A chart that one moves along is a slider to assistive technology.
        <div
          role="slider"
          tabIndex={0}
          aria-label={t("overview.chartLabel")}
          aria-valuemin={0}
          aria-valuemax={series.length - 1}
          aria-valuenow={at ?? series.length - 1}
          aria-valuetext={words}
          onKeyDown={onKeyDown}
          onMouseMove={(event) => setAt(nearest(event.clientX, event.currentTarget.getBoundingClientRect().left))}
          onMouseLeave={() => setAt(null)}
          onClick={(event) => open(nearest(event.clientX, event.currentTarget.getBoundingClientRect().left))}
          style={{ cursor: onOpen ? "pointer" : "default" }}
        >
          <svg width={width} height={HEIGHT + 32} viewBox={`0 -8 ${width} ${HEIGHT + 32}`} aria-hidden="true">
            {burst && (
              <rect
                x={x(burst.first - 1)}
                width={Math.max(4, x(burst.last + 1) - x(burst.first - 1))}
                y={0}
                height={HEIGHT}
                fill="var(--neg-soft)"
              />
            )}
            {lines.map((value) => (
              <g key={value}>
                <line className={css.grid} x1={0} x2={plot} y1={y(value)} y2={y(value)} />
                <text className={css.axis} x={plot + 6} y={y(value) + 4}>
                  {format.number(value)}
                </text>
              </g>
            ))}
            <path d={band(series, x, y)} fill="var(--accent-soft)" />
            {versus && <path className={css.versusLine} d={line(versus.series, x, y)} />}
            <path d={line(series, x, y)} fill="none" stroke="var(--accent)" strokeWidth={1.6} strokeLinejoin="round" />
            {burst && <BurstLabel burst={burst} x={x} plot={plot} />}
            <Days overview={overview} x={x} plot={plot} />
            {point && at !== null && (
              <>
                <line x1={x(at)} x2={x(at)} y1={0} y2={HEIGHT} stroke="var(--line-strong)" />
                <circle
                  cx={x(at)}
                  cy={y(point.count)}
                  r={4}
                  fill="var(--accent)"
                  stroke="var(--surface)"
                  strokeWidth={2}
                />
              </>
            )}
          </svg>
        </div>
      )}
      {point && at !== null && (
        <div
          className={css.tip}
          style={{ left: Math.min(Math.max(0, x(at) - 110), Math.max(0, width - 240)) }}
          aria-hidden="true"
        >
          {words}
        </div>
      )}
    </div>
  );
}

function line(series: Overview["series"], x: (index: number) => number, y: (value: number) => number): string {
  return series.map((p, i) => `${i ? "L" : "M"}${x(i).toFixed(1)} ${y(p.count).toFixed(1)}`).join(" ");
}

function band(series: Overview["series"], x: (index: number) => number, y: (value: number) => number): string {
  const known = series.flatMap((p, i) =>
    p.usual_low !== null && p.usual_high !== null ? [{ i, low: p.usual_low, high: p.usual_high }] : [],
  );
  if (known.length < 2) return "";
  const upper = known.map(({ i, high }) => `${x(i).toFixed(1)} ${y(high).toFixed(1)}`);
  const lower = known.reverse().map(({ i, low }) => `${x(i).toFixed(1)} ${y(low).toFixed(1)}`);
  return `M${[...upper, ...lower].join("L")}Z`;
}

/** Names the days under the line, as many as there is room for; the month only where it begins. */
/** Said beside the stretch itself, on the side where there is room. */
function BurstLabel({ burst, x, plot }: { burst: Outburst; x: (index: number) => number; plot: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const left = x(burst.first - 1);
  const room = left > plot / 2;
  return (
    <>
      <line className={css.burstLine} x1={left} x2={left} y1={0} y2={HEIGHT} />
      <text
        className={css.burst}
        x={room ? left - 7 : x(burst.last + 1) + 7}
        y={16}
        textAnchor={room ? "end" : "start"}
      >
        {t("overview.alarmLabel", { day: format.weekday(burst.after), time: format.time(burst.after) })}
      </text>
    </>
  );
}

function Days({ overview, x, plot }: { overview: Overview; x: (index: number) => number; plot: number }) {
  const format = useFormat();
  const starts = overview.series.flatMap((point, index) => {
    const before = overview.series[index - 1];
    return before && format.day(before.at) !== format.day(point.at) ? [{ at: point.at, index }] : [];
  });
  const every = Math.ceil(starts.length / Math.max(1, Math.floor(plot / 52)));
  return starts
    .filter(({ index }, n) => n % every === 0 && x(index) < plot - 24)
    .map(({ at, index }, n) => (
      <text key={index} className={css.axis} x={x(index)} y={HEIGHT + 17}>
        {n === 0 || Number.parseInt(format.dayNumber(at), 10) <= every ? format.day(at) : format.dayNumber(at)}
      </text>
    ));
}
