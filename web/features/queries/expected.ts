import type { DayCount } from "./days";

const DAY = 86_400_000;

export interface Expected {
  days: number;
  total: number;
  perDay: number;
  least: number;
  most: number;
}

/** What a query may bring, from the whole days before today: on average, and between which days' counts. */
export function expectedFrom(perDay: readonly DayCount[], now: Date, days = 30): Expected {
  const counts = new Map(perDay.map(({ day, count }) => [day, count]));
  const each = Array.from({ length: days }, (_, i) => {
    const day = new Date(now.getTime() - (i + 1) * DAY).toISOString().slice(0, 10);
    return counts.get(day) ?? 0;
  });
  const total = each.reduce((sum, count) => sum + count, 0);
  return { days, total, perDay: total / days, least: Math.min(...each), most: Math.max(...each) };
}
