import { expect, it } from "vitest";
import { parts, sum } from "./ledger";

it("accounts for everything that came in", () => {
  const ledger = {
    received: 100,
    stored: 40,
    duplicate: 10,
    unmatched: 39,
    filtered: { opt_out: 2, spam: 3 },
    quarantined: { E_JSON: 1 },
    pending: 5,
    difference: 0,
  };
  expect(parts(ledger).reduce((total, [, n]) => total + n, 0)).toBe(ledger.received);
  expect(sum(ledger.filtered)).toBe(5);
});
