import { expect, it } from "vitest";
import { outburst } from "./outburst";

const hour = (index: number) => new Date(Date.UTC(2026, 0, 1, index)).toISOString();
const series = (counts: readonly number[], high: number | null = 2) =>
  counts.map((count, index) => ({
    at: hour(index),
    count,
    negative: 0,
    usual_low: high === null ? null : 0,
    usual_high: high,
  }));
const to = hour(99);

it("finds the stretch above the band, across a short pause", () => {
  const found = outburst({ series: series([0, 1, 2, 4, 8, 1, 6, 0, 0, 0, 0, 3]), to });
  expect(found).toMatchObject({ first: 3, last: 6, after: hour(3), before: hour(7), count: 19, usual: 4 });
  expect(found?.peak).toEqual({ count: 8, high: 2 });
});

it("speaks only of what stands out", () => {
  expect(outburst({ series: series([0, 3, 0, 1]), to })).toBeNull();
  expect(outburst({ series: series([9, 9, 9], null), to })).toBeNull();
  expect(outburst({ series: series([12, 12, 12], 10), to })).toBeNull();
  expect(outburst({ series: [], to })).toBeNull();
});

it("ends with the period where it is still going on", () => {
  expect(outburst({ series: series([0, 20, 30]), to })?.before).toBe(to);
});
