import { describe, expect, it } from "vitest";
import type { Approval, Statement, UserRef } from "@/api/schema";
import { nextAct, refusalOf, seats } from "./seats";

const user = (name: string): UserRef => ({ id: name, name, title: "", face: null });
const approval = (name: string, change: Partial<Approval> = {}): Approval => ({
  by: user(name),
  at: "2026-11-30T10:05:00Z",
  version: 2,
  verdict: "approved",
  reason: "",
  void: false,
  ...change,
});
const asked = (escalated: boolean, ...names: string[]): Statement["request"] => ({
  at: "2026-11-30T10:00:00Z",
  by: user("Mira"),
  due_at: "2026-11-30T10:20:00Z",
  asked: names.map(user),
  escalated_at: escalated ? "2026-11-30T10:20:00Z" : null,
});
const names = (statement: Parameters<typeof seats>[0]) =>
  seats(statement).map(
    ({ approval: given, asked: waits }) => given?.by?.name ?? (waits ? `waits ${waits.name}` : "free"),
  );

describe("the two places of a statement", () => {
  it("fill one after the other, and the other one stays kept", () => {
    const request = asked(false, "Tom", "Selin");
    expect(names({ version: 2, approvals: [], request })).toEqual(["waits Tom", "waits Selin"]);
    expect(names({ version: 2, approvals: [approval("Selin")], request })).toEqual(["Selin", "waits Tom"]);
    expect(names({ version: 2, approvals: [approval("Selin"), approval("Tom")], request })).toEqual(["Selin", "Tom"]);
  });
  it("are free once the whole pool is asked", () => {
    const request = asked(true, "Tom", "Selin", "Ida");
    expect(names({ version: 2, approvals: [approval("Ida")], request })).toEqual(["Ida", "free"]);
  });
  it("do not count what is void, of an earlier version or a refusal", () => {
    const approvals = [
      approval("Tom", { version: 1, void: true }),
      approval("Selin", { void: true }),
      approval("Ida", { verdict: "refused", void: true, reason: "Zu früh" }),
    ];
    expect(names({ version: 2, approvals, request: null })).toEqual(["free", "free"]);
    expect(refusalOf({ version: 2, approvals, state: "draft" })?.reason).toBe("Zu früh");
    expect(refusalOf({ version: 3, approvals, state: "draft" })).toBeNull();
  });
});

describe("what to do next", () => {
  it("is one thing a state, and nothing for those who may not", () => {
    expect(nextAct({ state: "draft", may_approve: false }, true)).toBe("request");
    expect(nextAct({ state: "waiting", may_approve: true }, false)).toBe("approve");
    expect(nextAct({ state: "waiting", may_approve: false }, true)).toBeNull();
    expect(nextAct({ state: "approved", may_approve: false }, true)).toBe("publish");
    expect(nextAct({ state: "published", may_approve: false }, true)).toBeNull();
    expect(nextAct({ state: "draft", may_approve: false }, false)).toBeNull();
  });
});
