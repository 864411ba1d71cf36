import dayjs from "dayjs";
import type { Overview } from "@/api/schema";

/** What a period is compared with: the one before (nothing said), the same weekdays earlier, or one that begins on a day. */
export type Against = "four_weeks" | "year" | (string & {});

const DAY = /^\d{4}-\d{2}-\d{2}$/u;
/** Whole weeks, so that Mondays meet Mondays. */
const BACK: Record<string, number> = { four_weeks: 28, year: 364 };

export function asAgainst(value: unknown): Against | undefined {
  const text = String(value);
  return text in BACK || (DAY.test(text) && dayjs(text).format("YYYY-MM-DD") === text) ? text : undefined;
}

/** Where the period to compare with ends, by the end of the one shown; by the hour, so that it does not change every minute. */
export function periodEnd(against: Against, to: string, days: number): string {
  const back = BACK[against];
  const end = back ? dayjs(to).subtract(back, "day").startOf("hour") : dayjs(against).add(days, "day");
  return end.toISOString();
}

/** The last day of a period; one that ends at midnight ends with the day before. */
export function lastDay(to: string): string {
  return dayjs(to).subtract(1, "millisecond").toISOString();
}

/** The figures, with those of another period in the place of what was before. */
export function comparedWith(overview: Overview, past: Overview): Overview {
  const { tiles } = overview;
  return {
    ...overview,
    tone_before: past.tone,
    brands: overview.brands.map((brand) => ({
      ...brand,
      before: past.brands.find((other) => other.id === brand.id)?.count ?? 0,
    })),
    tiles: {
      ...tiles,
      mentions: { ...tiles.mentions, before: past.tiles.mentions.value },
      first_answer: { ...tiles.first_answer, before_s: past.tiles.first_answer.median_s },
    },
  };
}
