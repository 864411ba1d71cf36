import { describe, expect, it } from "vitest";
import { byteLength, pieces, utf16Index } from "./spans";

const bytes = (text: string, part: string) => {
  const begin = byteLength(text.slice(0, text.indexOf(part)));
  return { begin, end: begin + byteLength(part) };
};

describe("byte offsets become UTF-16 indexes", () => {
  it("counts umlauts as two bytes, a bicycle as four", () => {
    expect(utf16Index("für", 3)).toBe(2);
    expect(utf16Index("🚲 ok", 4)).toBe(2);
    expect(utf16Index("🚲 ok", 2)).toBe(0);
  });
  it("marks the word that the server meant, whatever stands before it", () => {
    for (const before of ["", "Größe ", "👩‍🔧🚲 ", "日本語 "]) {
      const text = `${before}Bremse quietscht`;
      const cut = pieces(text, [bytes(text, "Bremse")]);
      expect(cut.filter((p) => p.hit).map((p) => p.text)).toEqual(["Bremse"]);
      expect(cut.map((p) => p.text).join("")).toBe(text);
    }
  });
  it("joins overlapping and unsorted spans, drops empty ones and stays inside the text", () => {
    expect(
      pieces("abcdef", [
        { begin: 3, end: 5 },
        { begin: 1, end: 4 },
        { begin: 2, end: 2 },
      ]),
    ).toEqual([
      { text: "a", hit: false },
      { text: "bcde", hit: true },
      { text: "f", hit: false },
    ]);
    expect(pieces("ab", [{ begin: 1, end: 99 }])).toEqual([
      { text: "a", hit: false },
      { text: "b", hit: true },
    ]);
  });
});
