import { expect, it } from "vitest";
import { snippet } from "./snippet";

it("shows the hit even where it lies deep in a long article", () => {
  const text = `${"Ein langer Vorspann über alles Mögliche. ".repeat(20)}Die Bremse quietscht.`;
  const begin = new TextEncoder().encode(text.slice(0, text.indexOf("Bremse"))).length;
  const cut = snippet({ title: "", text, spans: [{ field: "text", begin, end: begin + 6 }] });
  expect(cut.find((p) => p.hit)?.text).toBe("Bremse");
  expect(cut[0]?.text.length).toBeLessThan(80);
  expect(cut[0]?.text.startsWith("… ")).toBe(true);
});

it("puts the title first and leaves short texts whole", () => {
  const cut = snippet({ title: "Rad", text: "Bremse", spans: [{ field: "title", begin: 0, end: 3 }] });
  expect(cut.map((p) => p.text).join("")).toBe("Rad – Bremse");
  expect(cut[0]?.hit).toBe(true);
});
