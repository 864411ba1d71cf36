import { useElementSize } from "@mantine/hooks";
import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/use-format";
import { ticks } from "./change";
import { band, Days, HEIGHT, line, type Series, type Stretch, StretchLabel, usePointWords } from "./chart-parts";
import css from "./overview.module.css";

interface Props {
  series: Series;
  /** Another one of the same length, drawn as a second line. */
  versus?: readonly number[] | undefined;
  stretch: Stretch | null;
  /** Draws the negative ones as a line of their own. */
  negative?: boolean;
  onOpen: ((after: string, before: string) => void) | undefined;
}

const RIGHT = 44;

/** A thin line over the band of what is usual at that hour. Arrow keys move along it, Enter opens the posts of a point. */
export function Chart({ series: { series, step, to }, versus, stretch, negative = false, onOpen }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref, width } = useElementSize();
  const [at, setAt] = useState<number | null>(null);
  const lines = ticks(
    Math.max(1, ...series.map((point) => Math.max(point.count, point.usual_high ?? 0)), ...(versus ?? [])),
  );
  const top = lines.at(-1) ?? 1;
  const plot = Math.max(60, width - RIGHT);
  const x = (index: number) => (series.length < 2 ? plot / 2 : (index / (series.length - 1)) * plot);
  const from = stretch ? Math.max(0, x(stretch.first - 1)) : 0;
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  const end = (index: number) => series[index + 1]?.at ?? to;
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
  const pointWords = usePointWords(step);
  const words = point ? pointWords(point) : t("overview.chartLabel");
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
            {stretch && (
              <rect
                x={from}
                width={Math.max(4, Math.min(plot, x(stretch.last + 1)) - from)}
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
            {versus && <path className={css.versusLine} d={line(versus, x, y)} />}
            {negative && (
              <path
                className={css.negativeLine}
                d={line(
                  series.map((p) => p.negative),
                  x,
                  y,
                )}
              />
            )}
            <path
              d={line(
                series.map((p) => p.count),
                x,
                y,
              )}
              fill="none"
              stroke="var(--accent)"
              strokeWidth={1.6}
              strokeLinejoin="round"
            />
            {stretch && <StretchLabel stretch={stretch} x={x} plot={plot} />}
            <Days series={series} x={x} plot={plot} />
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
