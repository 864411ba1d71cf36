import { describe, expect, it } from "vitest";
import { asAgainst, lastDay, periodEnd } from "./against";

describe("the period to compare with", () => {
  it("is read from the address, and anything else is none", () => {
    expect(asAgainst("four_weeks")).toBe("four_weeks");
    expect(asAgainst("year")).toBe("year");
    expect(asAgainst("2026-10-05")).toBe("2026-10-05");
    for (const wrong of ["before", "2026-13-45", "5.10.2026", undefined, ""]) expect(asAgainst(wrong)).toBeUndefined();
  });
  it("ends on the same weekday and hour earlier", () => {
    const to = "2026-06-22T09:41:12Z";
    expect(periodEnd("four_weeks", to, 14)).toBe("2026-05-25T09:00:00.000Z");
    expect(periodEnd("year", to, 14)).toBe("2025-06-23T09:00:00.000Z");
    expect(new Date(periodEnd("year", to, 14)).getUTCDay()).toBe(new Date(to).getUTCDay());
  });
  it("names its last day, not the midnight after it", () => {
    expect(lastDay("2026-11-16T00:00:00.000Z")).toBe("2026-11-15T23:59:59.999Z");
  });
  it("has the same number of days from the day on that was chosen", () => {
    const end = new Date(periodEnd("2026-06-01", "2026-06-22T09:41:12Z", 7));
    expect(end.getTime() - new Date(2026, 5, 1).getTime()).toBe(7 * 86_400_000);
  });
});
