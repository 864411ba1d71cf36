import { expect, it } from "vitest";
import { everyDay } from "./days";

it("fills the holes and reaches back far enough", () => {
  const days = everyDay(
    [
      { day: "2026-03-30", count: 2 },
      { day: "2026-03-28", count: 5 },
    ],
    4,
  );
  expect(days).toEqual([
    { day: "2026-03-27", count: 0 },
    { day: "2026-03-28", count: 5 },
    { day: "2026-03-29", count: 0 },
    { day: "2026-03-30", count: 2 },
  ]);
  expect(everyDay([], 30)).toEqual([]);
});
