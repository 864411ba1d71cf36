import type { Problem } from "./schema";

/** Every failed call ends as one of these: a sentence to show and a stable code. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.title);
    this.name = "ApiError";
    this.problem = problem;
  }

  get code(): string {
    return this.problem.code;
  }
}

/** The code of a failure, or "" if it is none of ours. */
export function codeOf(error: unknown): string {
  return error instanceof ApiError ? error.code : "";
}

/** What was asked for does not exist, or not for this reader. */
export function isMissing(error: unknown): boolean {
  return error instanceof ApiError && error.problem.status === 404;
}

/** Reads what a failed reply brought; a proxy's HTML page becomes a problem as well. */
export function asProblem(body: unknown, status: number, offline: string): Problem {
  if (typeof body === "object" && body !== null && "code" in body && "title" in body) {
    return body as Problem;
  }
  return { type: "about:blank", title: offline, status, code: status === 0 ? "E_OFFLINE" : `E_HTTP_${status}` };
}
