import { describe, expect, it } from "vitest";
import { complete } from "./complete";
import { tokens } from "./tokens";

const kinds = (query: string) =>
  tokens(query)
    .filter((t) => t.kind !== "space")
    .map((t) => `${t.kind}:${t.text}`);

describe("highlighting", () => {
  it("keeps every character of whatever is typed", () => {
    for (const query of [
      '(bremse OR "lenker wackelt") -gewinnspiel',
      'title:(a OR "b',
      "x{3,} ~5 } { ~",
      "„Zitat“ C++ AT&T 🚲*",
      "a\u00a0b\nc",
    ]) {
      expect(
        tokens(query)
          .map((t) => t.text)
          .join(""),
      ).toBe(query);
    }
  });
  it("sees operators only in capitals and as whole words", () => {
    expect(kinds("a OR b or ORB NEAR/5 c")).toEqual([
      "word:a",
      "operator:OR",
      "word:b",
      "word:or",
      "word:ORB",
      "operator:NEAR/5",
      "word:c",
    ]);
  });
  it("tells minus before a word from a hyphen inside", () => {
    expect(kinds("-spam E-Mail (-x)")).toEqual([
      "not:-",
      "word:spam",
      "word:E-Mail",
      "paren:(",
      "not:-",
      "word:x",
      "paren:)",
    ]);
  });
  it("knows fields, not every colon", () => {
    expect(kinds('title:rad Wien: raw:"Google+"')).toEqual([
      "field:title:",
      "word:rad",
      "word:Wien:",
      "field:raw:",
      'phrase:"Google+"',
    ]);
  });
  it("marks tags, exact words, wildcards, slop and counts", () => {
    expect(kinds('#l3 =Kranich bahn* "a b"~3 x{3,}')).toEqual([
      "tag:#l3",
      "exact:=Kranich",
      "wildcard:bahn*",
      'phrase:"a b"',
      "number:~3",
      "word:x",
      "number:{3,}",
    ]);
  });
});

describe("completion", () => {
  const known = { networks: ["bluesky", "feed"], sources: ["Radblog Kiel"], lists: ["rivals"] };
  const inserts = (query: string) => complete(query, query.length, known)?.items.map((i) => i.insert) ?? [];
  it("offers fields and operators by their beginning", () => {
    expect(inserts("rad net")).toEqual(["network:"]);
    expect(inserts("rad NE")).toEqual(["NEAR/5 "]);
  });
  it("offers values after a field, quoted where they hold a space", () => {
    expect(inserts("network:b")).toEqual(["bluesky"]);
    expect(inserts("-source:")).toEqual(['"Radblog Kiel"']);
  });
  it("is silent inside a phrase and on ordinary words", () => {
    expect(inserts('"net')).toEqual([]);
    expect(inserts("bremse")).toEqual([]);
  });
});
