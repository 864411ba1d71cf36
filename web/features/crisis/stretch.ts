import type { CrisisSeries } from "@/api/schema";

/** From the hour in which it began to the last unusual hour, as indexes; null where the series does not reach back that far. */
export function stretchOf(series: Pick<CrisisSeries, "points" | "began_at">): { first: number; last: number } | null {
  const began = Date.parse(series.began_at);
  const first = series.points.findLastIndex((point) => Date.parse(point.at) <= began);
  if (first < 0) return null;
  return {
    first,
    last: Math.max(
      first,
      series.points.findLastIndex((point) => point.unusual),
    ),
  };
}
