import type { Overview } from "@/api/schema";

export interface Outburst {
  /** First and last point, as indexes of the series. */
  first: number;
  last: number;
  after: string;
  before: string;
  count: number;
  /** What those hours usually bring together, generously: the middle of the band. */
  usual: number;
  peak: { count: number; high: number };
}

const GAP = 3;
const LEAST = 10;
const TIMES = 3;

/** The strongest stretch of hours above the band; null where nothing stands out enough to speak of. */
export function outburst({ series, to }: Pick<Overview, "series" | "to">): Outburst | null {
  let best: Outburst | null = null;
  let first = -1;
  let last = -1;
  const close = () => {
    const found = first < 0 ? null : stretch(series, to, first, last);
    if (found && (!best || found.count - found.usual > best.count - best.usual)) best = found;
  };
  series.forEach((point, index) => {
    if (point.usual_high === null || point.count <= point.usual_high || point.count < 2) return;
    if (first < 0 || index - last > GAP) {
      close();
      first = index;
    }
    last = index;
  });
  close();
  return best;
}

function stretch(series: Overview["series"], to: string, first: number, last: number): Outburst | null {
  const points = series.slice(first, last + 1);
  const count = points.reduce((sum, point) => sum + point.count, 0);
  const usual = points.reduce((sum, point) => sum + ((point.usual_low ?? 0) + (point.usual_high ?? 0)) / 2, 0);
  const top = points.reduce((high, point) => (point.count > high.count ? point : high));
  const from = points[0];
  if (!from || count < LEAST || count < TIMES * usual) return null;
  return {
    first,
    last,
    after: from.at,
    before: series[last + 1]?.at ?? to,
    count,
    usual,
    peak: { count: top.count, high: top.usual_high ?? 0 },
  };
}
