import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Source } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Chip, NetworkBadge } from "@/ui/chip";
import { smallPrint } from "@/ui/small-print";
import { useNow } from "@/ui/use-now";
import { sum } from "./ledger";
import { Balance } from "./ledger-view";
import { networkOf } from "./network";
import css from "./sources.module.css";
import { StateChip } from "./state-chip";

export function SourceTable({ sources }: { sources: readonly Source[] }) {
  const { t } = useTranslation();
  return (
    <div className={`card ${css.tableCard}`}>
      <table className={css.table}>
        <thead>
          <tr>
            <th scope="col">{t("sources.source")}</th>
            <th scope="col">{t("sources.state")}</th>
            <th scope="col" className="right">
              {t("sources.lag")}
            </th>
            <th scope="col" className="right">
              {t("sources.lastEvent")}
            </th>
            <th scope="col" className="right">
              {t("ledger.received")}
            </th>
            <th scope="col" className="right">
              {t("ledger.stored")}
            </th>
            <th scope="col" className="right">
              {t("ledger.quarantined")}
            </th>
            <th scope="col">{t("ledger.account")}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map((source) => (
            <SourceRow key={source.id} source={source} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SourceRow({ source }: { source: Source }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { health, ledger } = source;
  const held = sum(ledger.quarantined);
  return (
    <tr>
      <th scope="row" className={css.sourceName}>
        <span className="row">
          <NetworkBadge network={networkOf(source)} />
          <Link to="/sources/$id" params={{ id: source.id }}>
            {source.name}
          </Link>
        </span>
        {health.error && (
          <span className={css.error}>
            {health.error.sentence} <span className="dimmer">{smallPrint(health.error, health.error.sentence)}</span>
            {health.next_try_at && (
              <span className="dimmer"> · {t("sources.nextTry", { time: format.time(health.next_try_at) })}</span>
            )}
          </span>
        )}
        {health.gap && <span className={css.error}>{t("sources.gap", { gap: health.gap })}</span>}
      </th>
      <td data-label={t("sources.state")}>
        <StateChip health={health} />{" "}
        {!source.assessment.approved && <Chip tone="warn">{t("sources.unapproved")}</Chip>}
      </td>
      <td data-label={t("sources.lag")} className="right nowrap">
        {health.lag_s === null ? "–" : format.duration(health.lag_s)}
      </td>
      <td data-label={t("sources.lastEvent")} className="right nowrap">
        {health.last_event_at ? format.when(health.last_event_at, now) : "–"}
      </td>
      <td data-label={t("ledger.received")} className="right">
        {format.number(ledger.received)}
      </td>
      <td data-label={t("ledger.stored")} className="right">
        {format.number(ledger.stored)}
      </td>
      <td data-label={t("ledger.quarantined")} className={`right ${held ? "neg strong" : ""}`}>
        {format.number(held)}
      </td>
      <td data-label={t("ledger.account")}>
        <Balance ledger={ledger} />
      </td>
    </tr>
  );
}
