import { expect, test } from "vitest";
import { Once } from "./once";

test("the second click of a double click is refused, before and right after the answer", () => {
  let now = 1000;
  const once = new Once(() => now);
  expect(once.begin(undefined)).toBe(true);
  expect(once.begin(undefined)).toBe(false);
  once.end(undefined, true);
  now += 100;
  expect(once.begin(undefined)).toBe(false);
  now += 400;
  expect(once.begin(undefined)).toBe(true);
});

test("what failed may be tried again at once", () => {
  const once = new Once();
  once.begin(undefined);
  once.end(undefined, false);
  expect(once.begin(undefined)).toBe(true);
});

test("another input is another act", () => {
  const once = new Once();
  expect(once.begin({ id: "1" })).toBe(true);
  expect(once.begin({ id: "2" })).toBe(true);
  expect(once.begin({ id: "1" })).toBe(false);
});
