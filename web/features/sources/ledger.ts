import type { Ledger } from "@/api/schema";

export function sum(reasons: Record<string, number>): number {
  return Object.values(reasons).reduce((total, n) => total + n, 0);
}

/** Everything that came in is somewhere: the parts, in the order in which they are told. */
export function parts(
  ledger: Ledger,
): [key: "stored" | "duplicate" | "unmatched" | "filtered" | "quarantined" | "pending", n: number][] {
  return [
    ["stored", ledger.stored],
    ["duplicate", ledger.duplicate],
    ["unmatched", ledger.unmatched],
    ["filtered", sum(ledger.filtered)],
    ["quarantined", sum(ledger.quarantined)],
    ["pending", ledger.pending],
  ];
}
