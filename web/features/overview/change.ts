/** Growth as a share; null where there is nothing to compare with. */
export function change(value: number, before: number | null): number | null {
  return before ? (value - before) / before : null;
}

/** Round steps for an axis: at most four lines, each 1, 2, 3 or 5 times a power of ten. */
export function ticks(most: number): number[] {
  const rough = Math.max(1, most) / 3;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 3, 5, 10].find((n) => n * power >= rough) ?? 10) * power);
  const result = [];
  for (let at = 0; at < Math.max(1, most) + step; at += step) result.push(at);
  return result;
}
