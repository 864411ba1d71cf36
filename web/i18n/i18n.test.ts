import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import de from "./de.json";
import en from "./en.json";

interface Tree {
  [key: string]: string | Tree;
}

function flat(tree: Tree, path = ""): Map<string, string> {
  const result = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path ? `${path}.${key}` : key;
    if (typeof value === "string") result.set(here, value);
    else for (const [inner, text] of flat(value, here)) result.set(inner, text);
  }
  return result;
}

const german = flat(de);
const english = flat(en);
const root = join(import.meta.dirname, "..");
const code = ["app", "api", "ui", "i18n", "features"]
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(root, folder, file)),
  )
  .filter((file) => /\.tsx?$/u.test(file) && !/\.test\.ts$|\.d\.ts$/u.test(file))
  .map((file) => readFileSync(file, "utf8"))
  .join("\n");

/** Every "a.b" in the code that may be a key, and every `a.${…}` as a beginning. */
const literal = new Set([...code.matchAll(/"([a-zA-Z]+(?:\.[\w]+)+)"/gu)].map((match) => match[1] ?? ""));
const begun = [...code.matchAll(/`([a-zA-Z]+\.[\w.]*)\$\{/gu)].map((match) => match[1] ?? "");
const plain = (key: string) => key.replace(/_(?:one|other)$/u, "");

describe("texts in German and English", () => {
  it("have the same keys", () => {
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort());
  });
  it("are never empty and use the same placeholders", () => {
    for (const [key, text] of german) {
      const other = english.get(key) ?? "";
      expect(text.trim(), key).not.toBe("");
      expect(other.trim(), key).not.toBe("");
      const slots = (value: string) => [...value.matchAll(/\{\{(\w+)\}\}/gu)].map((m) => m[1]).sort();
      expect(slots(text), key).toEqual(slots(other));
    }
  });
  it("exist for every key in the code (the compiler checks it as well)", () => {
    const known = new Set([...german.keys()].map(plain));
    const groups = new Set([...known].map((key) => key.split(".")[0]));
    const used = [...code.matchAll(/\bt\(\s*"([\w.]+)"/gu)].map((match) => match[1] ?? "");
    expect(used.length).toBeGreaterThan(200);
    for (const key of used) expect(known.has(key), key).toBe(true);
    for (const start of begun) {
      if (groups.has(start.split(".")[0]))
        expect(
          [...known].some((key) => key.startsWith(start)),
          start,
        ).toBe(true);
    }
  });
  it("are all used", () => {
    const unused = [...new Set([...german.keys()].map(plain))].filter(
      (key) => !literal.has(key) && !begun.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });
});
