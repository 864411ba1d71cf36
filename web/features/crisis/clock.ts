import type { CrisisClock } from "@/api/schema";

/** met: in time; late: met after it was due; missed: due and still open; near: in its last quarter. */
export type ClockState = "met" | "late" | "missed" | "near" | "running";

export function secondsLeft(due: string, now: Date): number {
  return Math.ceil((new Date(due).getTime() - now.getTime()) / 1000);
}

/** What a clock shows at this moment; it goes on running between two answers of the server. */
export function clockState(
  clock: Pick<CrisisClock, "started_at" | "due_at" | "met_at" | "missed">,
  now: Date,
): ClockState {
  if (clock.met_at) return clock.missed ? "late" : "met";
  const left = secondsLeft(clock.due_at, now);
  if (clock.missed || left <= 0) return "missed";
  const whole = (new Date(clock.due_at).getTime() - new Date(clock.started_at).getTime()) / 1000;
  return left <= whole / 4 ? "near" : "running";
}

/** "41:07", from an hour on "1:41:07"; time that has run over begins with a minus. */
export function countdown(seconds: number): string {
  const total = Math.abs(Math.round(seconds));
  const two = (value: number) => String(value).padStart(2, "0");
  const hours = Math.floor(total / 3600);
  const minutes = Math.floor(total / 60) % 60;
  const sign = seconds < 0 ? "−" : "";
  return hours > 0 ? `${sign}${hours}:${two(minutes)}:${two(total % 60)}` : `${sign}${two(minutes)}:${two(total % 60)}`;
}
