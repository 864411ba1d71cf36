export interface DayCount {
  day: string;
  count: number;
}

const DAY = 86_400_000;

/** Every day once, in order, at least `least` of them up to the last: a day without hits is a zero, not a hole. */
export function everyDay(days: readonly DayCount[], least: number): DayCount[] {
  const known = new Map(days.map(({ day, count }) => [day, count]));
  const times = days.map(({ day }) => Date.parse(`${day}T00:00:00Z`));
  if (!times.length) return [];
  const last = Math.max(...times);
  const first = Math.min(Math.min(...times), last - (least - 1) * DAY);
  const result: DayCount[] = [];
  for (let at = first; at <= last; at += DAY) {
    const day = new Date(at).toISOString().slice(0, 10);
    result.push({ day, count: known.get(day) ?? 0 });
  }
  return result;
}
