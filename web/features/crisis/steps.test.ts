import { describe, expect, it } from "vitest";
import type { CrisisStep } from "@/api/schema";
import { inOrder, isOverdue } from "./steps";

const step = (id: string, change: Partial<CrisisStep>): CrisisStep => ({
  id,
  level: 1,
  text: id,
  owner: null,
  due_at: null,
  state: "open",
  done_at: null,
  done_by: null,
  note: "",
  added_by: null,
  overdue: false,
  ...change,
});

describe("the checklist", () => {
  it("shows open steps by their time, those without one last, then what is settled", () => {
    const steps = [
      step("done", { state: "done", done_at: "2026-11-30T10:20:00Z" }),
      step("no time", {}),
      step("late", { due_at: "2026-11-30T12:00:00Z" }),
      step("skipped", { state: "skipped", done_at: "2026-11-30T10:10:00Z" }),
      step("soon", { due_at: "2026-11-30T11:00:00Z" }),
      step("no time either", {}),
    ];
    expect(inOrder(steps).map(({ id }) => id)).toEqual([
      "soon",
      "late",
      "no time",
      "no time either",
      "skipped",
      "done",
    ]);
  });
  it("knows that a time has passed before the server says so", () => {
    const due = { due_at: "2026-11-30T11:00:00Z" };
    expect(isOverdue(step("a", due), new Date("2026-11-30T10:59:00Z"))).toBe(false);
    expect(isOverdue(step("a", due), new Date("2026-11-30T11:01:00Z"))).toBe(true);
    expect(isOverdue(step("a", { ...due, state: "done" }), new Date("2026-11-30T11:01:00Z"))).toBe(false);
    expect(isOverdue(step("a", { overdue: true }), new Date("2026-11-30T10:00:00Z"))).toBe(true);
    expect(isOverdue(step("a", {}), new Date("2026-11-30T10:00:00Z"))).toBe(false);
  });
});
