import { useTranslation } from "react-i18next";
import type { Ledger } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { parts } from "./ledger";
import css from "./sources.module.css";

const filters = ["own", "optout", "discarded", "empty"] as const;

/** in = out, spelt out; a difference would be shown in red. */
export function LedgerView({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation();
  const format = useFormat();
  const reasons = Object.entries({ ...ledger.filtered, ...ledger.quarantined });
  const named = (reason: string) => {
    const known = filters.find((name) => name === reason);
    return known ? t(`ledger.filter.${known}`) : reason;
  };
  return (
    <div className="stack" style={{ gap: 8 }}>
      <div className={css.ledger}>
        <span>
          <b>{format.number(ledger.received)}</b> {t("ledger.received")}
        </span>
        <span aria-hidden="true">=</span>
        {parts(ledger)
          .filter(([key, n]) => n > 0 || key === "stored" || key === "unmatched")
          .map(([key, n], index) => (
            <span key={key}>
              {index > 0 && <span aria-hidden="true">+ </span>}
              <b>{format.number(n)}</b> {t(`ledger.${key}`)}
            </span>
          ))}
        <Balance ledger={ledger} />
      </div>
      {reasons.length > 0 && (
        <div className="small dimmer">
          {t("ledger.reasons")}: {reasons.map(([reason, n]) => `${named(reason)} ${format.number(n)}`).join(" · ")}
        </div>
      )}
    </div>
  );
}

export function Balance({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation();
  const format = useFormat();
  return ledger.difference === 0 ? (
    <Chip tone="ok">✓ {t("ledger.balanced")}</Chip>
  ) : (
    <Chip tone="neg">{t("ledger.difference", { n: format.signed(ledger.difference) })}</Chip>
  );
}
