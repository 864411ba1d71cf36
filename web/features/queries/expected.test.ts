import { expect, it } from "vitest";
import { expectedFrom } from "./expected";

it("counts whole days, without today and without what is older", () => {
  const now = new Date("2026-03-31T15:00:00Z");
  const perDay = [
    { day: "2026-03-31", count: 99 },
    { day: "2026-03-30", count: 4 },
    { day: "2026-03-28", count: 2 },
    { day: "2026-02-01", count: 50 },
  ];
  expect(expectedFrom(perDay, now, 3)).toEqual({ days: 3, total: 6, perDay: 2, least: 0, most: 4 });
  expect(expectedFrom([], now)).toEqual({ days: 30, total: 0, perDay: 0, least: 0, most: 0 });
});
