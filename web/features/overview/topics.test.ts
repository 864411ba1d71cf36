import { expect, test } from "vitest";
import { topicSearch } from "./topics";

test("a topic's terms become a search that cannot be broken by a quotation mark", () => {
  expect(topicSearch(["Bremse", "langer Rückruf"])).toBe('"Bremse" OR "langer Rückruf"');
  expect(topicSearch(['a"b\\'])).toBe('"a b "');
});
