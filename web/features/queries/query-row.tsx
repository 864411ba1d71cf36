import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Query } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { InboxLink } from "@/ui/inbox-link";
import { Highlighted } from "@/ui/query-field/highlighted";
import { CostChip } from "./cost-chip";
import css from "./queries.module.css";

/** A saved query or tag: what it asks, what it brought in a week, what of that waits. */
export function QueryRow({ query }: { query: Query }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <article className={css.row}>
      <div className="grow">
        <div className="row wrap">
          <Link to="/queries/$id" params={{ id: query.id }} className={css.name}>
            <span
              className={css.dot}
              data-none={query.color === null}
              style={query.color ? { background: query.color } : undefined}
              aria-hidden="true"
            />
            <span className="name">{query.name}</span>
          </Link>
          {query.query ? <CostChip cost={query.cost} /> : <Chip>{t("tags.byHand")}</Chip>}
          {query.lock && (
            <Chip title={t("lock.by", { name: query.lock.by?.name ?? "–", date: format.dateTime(query.lock.at) })}>
              {t("lock.locked")}
            </Chip>
          )}
          {query.error && <Chip tone="neg">{query.error.sentence}</Chip>}
        </div>
        {query.query && (
          <code className={css.code}>
            <Highlighted query={query.query} />
          </code>
        )}
      </div>
      <div className={css.figures}>
        <InboxLink to="/inbox" search={{ view: "all", query: query.id }} className="nowrap">
          {t("queries.hits7", { count: query.hits_7d, n: format.number(query.hits_7d) })}
        </InboxLink>
        <div className="small dimmer nowrap">
          {t("queries.open", { count: query.needs_answer, n: format.number(query.needs_answer) })}
        </div>
      </div>
    </article>
  );
}
