import { describe, expect, it } from "vitest";
import { stretchOf } from "./stretch";

const point = (hour: number, unusual: boolean) => ({
  at: `2026-11-30T${String(hour).padStart(2, "0")}:00:00Z`,
  count: 1,
  negative: 0,
  usual_low: null,
  usual_high: null,
  negative_usual_high: null,
  unusual,
});
const points = [point(7, true), point(8, false), point(9, true), point(10, true), point(11, false)];

describe("the stretch of a crisis in its hours", () => {
  it("begins in the hour of the alarm and ends in the hour in which its duration does", () => {
    expect(stretchOf({ points, began_at: "2026-11-30T09:20:00Z" }, 1 + 2 / 3)).toEqual({ first: 2, last: 3 });
  });
  it("is one hour where it has lasted none", () => {
    expect(stretchOf({ points, began_at: "2026-11-30T11:05:00Z" }, 0)).toEqual({ first: 4, last: 4 });
  });
  it("is nothing where the series begins later", () => {
    expect(stretchOf({ points, began_at: "2026-11-29T11:05:00Z" }, 3)).toBeNull();
    expect(stretchOf({ points: [], began_at: "2026-11-30T11:05:00Z" }, 3)).toBeNull();
  });
});
