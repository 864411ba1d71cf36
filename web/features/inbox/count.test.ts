import { describe, expect, it } from "vitest";
import { count } from "./count";

const family = "👨‍👩‍👧‍👦";

describe("counting as the network counts", () => {
  it("graphemes", () => {
    expect(count(`Zoë ${family}`, { unit: "graphemes", max: 300, max_bytes: 3000 })).toEqual({
      left: 295,
      bytesLeft: 3000 - 30,
      over: false,
    });
  });
  it("characters are code points, not UTF-16 units", () => {
    expect(count(family, { unit: "characters", max: 10, max_bytes: null }).left).toBe(3);
  });
  it("bytes", () => {
    expect(count("für", { unit: "bytes", max: 4, max_bytes: null })).toEqual({ left: 0, bytesLeft: null, over: false });
  });
  it("either limit makes it too long", () => {
    expect(count("ab", { unit: "graphemes", max: 1, max_bytes: 100 }).over).toBe(true);
    expect(count(family, { unit: "graphemes", max: 300, max_bytes: 20 }).over).toBe(true);
    expect(count("x".repeat(99999), { unit: "graphemes", max: null, max_bytes: null }).over).toBe(false);
  });
});
