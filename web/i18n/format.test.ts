import { describe, expect, it } from "vitest";
import { makeFormat } from "./format";

const de = makeFormat("de", "Europe/Berlin");
const en = makeFormat("en", "Europe/Berlin");
const now = new Date("2026-11-23T14:30:00Z");

describe("formats by locale", () => {
  it("groups and signs numbers", () => {
    expect(de.number(4812)).toBe("4.812");
    expect(en.number(4812)).toBe("4,812");
    expect(de.signed(-11)).toBe("−11");
    expect(de.signed(38)).toBe("+38");
    expect(de.percent(0.86)).toMatch(/^86\s%$/u);
    expect(en.percent(0.86)).toBe("86%");
    expect(de.signedPercent(0.88)).toBe("+88\u00a0%");
    expect(en.signedPercent(-0.11)).toBe("−11%");
    expect(de.percentFine(0.999)).toBe("99,9\u00a0%");
  });
  it("numbers days as the language does", () => {
    expect(de.dayNumber("2026-11-18T13:00:00Z")).toBe("18.");
    expect(en.dayNumber("2026-11-18T13:00:00Z")).toBe("18");
  });
  it("says durations in two units at most", () => {
    expect(de.duration(41)).toBe("41 s");
    expect(de.duration(9660)).toBe("2 h 41 min");
    expect(de.duration(7200)).toBe("2 h");
    expect(de.duration(205200)).toBe("2 T 9 h");
    expect(en.duration(205200)).toBe("2 d 9 h");
  });
  it("shows a time as short as it can be", () => {
    expect(de.when("2026-11-23T13:02:00Z", now)).toBe("14:02");
    expect(de.when("2026-11-22T23:30:00Z", now)).toBe("00:30");
    expect(de.when("2026-11-20T13:02:00Z", now)).toMatch(/^Fr.*14:02$/u);
    expect(de.when("2026-05-12T13:02:00Z", now)).toMatch(/^12\. Mai$/u);
    expect(de.when("2025-05-12T13:02:00Z", now)).toContain("2025");
  });
  it("says sizes", () => {
    expect(de.bytes(512)).toBe("512 B");
    expect(de.bytes(2048)).toBe("2 KB");
    expect(de.bytes(5_500_000)).toBe("5,2 MB");
  });
});
