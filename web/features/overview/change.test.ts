import { expect, it } from "vitest";
import { change, ticks } from "./change";

it("compares only with something", () => {
  expect(change(138, 100)).toBeCloseTo(0.38);
  expect(change(5, 0)).toBeNull();
  expect(change(5, null)).toBeNull();
});

it("draws round lines up to the highest point and past it", () => {
  expect(ticks(87)).toEqual([0, 30, 60, 90]);
  expect(ticks(0)).toEqual([0, 1]);
  expect(ticks(3)).toEqual([0, 1, 2, 3]);
  for (const most of [1, 7, 12, 99, 1234, 98765]) expect(ticks(most).at(-1)).toBeGreaterThanOrEqual(most);
});
