import { expect, it } from "vitest";
import { asCondition } from "./condition";

it("turns several words into a phrase and leaves one alone", () => {
  expect(asCondition("", " rad ")).toBe("rad");
  expect(asCondition("", "lenker  wackelt")).toBe('"lenker wackelt"');
  expect(asCondition("", "rad (neu)")).toBe('"rad (neu)"');
  expect(asCondition("", "  ")).toBe("");
});
it("leaves the query language as it is", () => {
  expect(asCondition("", '"lenker wackelt"~2')).toBe('"lenker wackelt"~2');
  expect(asCondition("", "rad NEAR/3 bremse")).toBe("rad NEAR/3 bremse");
  expect(asCondition("", "title:rad")).toBe("title:rad");
});
it("puts the field before the value, in quotes where it must be", () => {
  expect(asCondition("title", "rad")).toBe("title:rad");
  expect(asCondition("title", "kranich rad")).toBe('title:"kranich rad"');
  expect(asCondition("source", '"Radblog Kiel"')).toBe('source:"Radblog Kiel"');
});
