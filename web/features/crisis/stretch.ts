import type { CrisisSeries } from "@/api/schema";

type Hours = Pick<CrisisSeries, "points" | "began_at">;

/** The hours from the one in which it began, `hours` long, as indexes; null where the series does not reach back that far. */
export function stretchOf(series: Hours, hours: number): { first: number; last: number } | null {
  const began = Date.parse(series.began_at);
  const before = (time: number) => series.points.findLastIndex((point) => Date.parse(point.at) < time);
  const first = before(began + 1);
  if (first < 0) return null;
  return { first, last: Math.max(first, before(began + hours * 3_600_000)) };
}
