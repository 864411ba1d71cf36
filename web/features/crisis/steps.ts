import type { CrisisStep } from "@/api/schema";

/** What is open comes first, by its time; what is settled follows, latest last. The order of equals stays the playbook's. */
export function inOrder(steps: readonly CrisisStep[]): CrisisStep[] {
  const open = steps.filter((step) => step.state === "open");
  const settled = steps.filter((step) => step.state !== "open");
  const time = (value: string | null) => (value ? new Date(value).getTime() : Number.POSITIVE_INFINITY);
  return [
    ...open.sort((a, b) => compare(time(a.due_at), time(b.due_at))),
    ...settled.sort((a, b) => compare(time(a.done_at), time(b.done_at))),
  ];
}

function compare(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** Open and past its time; known between two answers of the server. */
export function isOverdue(step: Pick<CrisisStep, "state" | "due_at" | "overdue">, now: Date): boolean {
  if (step.state !== "open") return false;
  return step.overdue || (step.due_at !== null && new Date(step.due_at) < now);
}
