import type { Approval, Statement, UserRef } from "@/api/schema";

/** One of the two places for approvers: filled by an approval, kept for somebody who was asked, or free. */
export interface Seat {
  approval: Approval | null;
  asked: UserRef | null;
}

export const SEATS = 2;

/** The approvals that count for the present version. */
export function approvalsOf(statement: Pick<Statement, "approvals" | "version">): Approval[] {
  return statement.approvals.filter(
    ({ verdict, version, void: gone }) => verdict === "approved" && !gone && version === statement.version,
  );
}

/** Two places that fill. After an escalation the whole pool is asked: then a free place is nobody's in particular. */
export function seats(statement: Pick<Statement, "approvals" | "version" | "request">): Seat[] {
  const given = approvalsOf(statement).slice(0, SEATS);
  const { request } = statement;
  const waiting =
    request && !request.escalated_at
      ? request.asked.filter((user) => !given.some((approval) => approval.by?.id === user.id))
      : [];
  return Array.from({ length: SEATS }, (_, index) => ({
    approval: given[index] ?? null,
    asked: given[index] ? null : (waiting[index - given.length] ?? null),
  }));
}

/** Why the text came back: the last refusal of the present version. */
export function refusalOf(statement: Pick<Statement, "approvals" | "version" | "state">): Approval | null {
  if (statement.state !== "draft") return null;
  return (
    statement.approvals.findLast(({ verdict, version }) => verdict === "refused" && version === statement.version) ??
    null
  );
}

export type StatementAct = "request" | "approve" | "publish" | null;

/** The one thing to do next with it, for the one who looks. */
export function nextAct(
  { state, may_approve }: Pick<Statement, "state" | "may_approve">,
  mayWork: boolean,
): StatementAct {
  if (state === "draft") return mayWork ? "request" : null;
  if (state === "waiting") return may_approve ? "approve" : null;
  return state === "approved" && mayWork ? "publish" : null;
}
