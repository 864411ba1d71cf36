import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Source } from "@/api/schema";
import { sourcesQuery } from "@/features/sources/data";
import { StateChip } from "@/features/sources/state-chip";
import { useFormat } from "@/i18n/use-format";
import { LinkButton } from "@/ui/link-button";
import { smallPrint } from "@/ui/small-print";
import css from "./setup.module.css";

/** Done: the numbers run while the reader watches. */
export function Watch({ source }: { source: Source }) {
  const { t } = useTranslation();
  const format = useFormat();
  const live =
    useQuery({ ...sourcesQuery, refetchInterval: 2000 }).data?.find((item) => item.id === source.id) ?? source;
  return (
    <div className={css.watch}>
      <p className="dim">{live.health.state === "paused" ? t("wizard.pausedText") : t("wizard.watchText")}</p>
      <div className="card stack">
        <div className="row wrap">
          <b>{live.name}</b>
          <StateChip health={live.health} />
        </div>
        <div className={css.numbers} aria-live="polite">
          <div>
            <b>{format.number(live.ledger.received)}</b> {t("ledger.received")}
          </div>
          <div>
            <b>{format.number(live.ledger.stored)}</b> {t("ledger.stored")}
          </div>
          <div>
            <b>{format.number(live.ledger.unmatched)}</b> {t("ledger.unmatched")}
          </div>
        </div>
        {live.health.error && (
          <p className="neg">
            {live.health.error.sentence}{" "}
            <span className="small dimmer">{smallPrint(live.health.error, live.health.error.sentence)}</span>
          </p>
        )}
      </div>
      <div className={css.acts}>
        <LinkButton to="/inbox" variant="filled">
          {t("wizard.toInbox")}
        </LinkButton>
        {live.kind === "import" && (
          <Link to="/sources/import" search={{ source: live.id }}>
            {t("import.title")}
          </Link>
        )}
        <Link to="/sources/new">{t("wizard.another")}</Link>
        <Link to="/sources/$id" params={{ id: live.id }}>
          {t("wizard.toSource")}
        </Link>
      </div>
    </div>
  );
}
