import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Mention, QueryPreview } from "@/api/schema";
import { snippet } from "@/features/inbox/snippet";
import { useFormat } from "@/i18n/use-format";
import { AuthorName } from "@/ui/avatar";
import { NetworkBadge } from "@/ui/chip";
import { useNow } from "@/ui/use-now";
import css from "./queries.module.css";
import { Sparkline } from "./sparkline";
import { Why } from "./why";

/** What the query finds in what is stored, with the denominator. */
export function QueryHits({ preview, query, stale }: { preview: QueryPreview; query: string; stale: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="card" style={{ opacity: stale ? 0.6 : 1 }} aria-busy={stale} aria-label={t("queries.hits")}>
      <div className="row wrap">
        <b>{t("queries.total", { count: preview.total, n: format.number(preview.total) })}</b>
        <span className="small dimmer">
          {t("queries.scanned", { count: preview.scanned, n: format.number(preview.scanned) })}
        </span>
        <span className="grow" />
        {preview.total > 0 && (
          <Link to="/inbox" search={{ view: "all", q: query }} className="small">
            {t("queries.openAll")}
          </Link>
        )}
      </div>
      {preview.per_day.length > 0 && <Sparkline perDay={preview.per_day} />}
      <div className={css.hits}>
        {preview.items.map((mention) => (
          <Hit key={mention.id} mention={mention} query={query} />
        ))}
      </div>
      {preview.total === 0 && <p className="dim small">{t("queries.noHits")}</p>}
    </section>
  );
}

export function Hit({ mention, query }: { mention: Mention; query: string }) {
  const format = useFormat();
  const now = useNow();
  let at = 0;
  return (
    <article className={css.hit}>
      <div className="row small">
        <NetworkBadge network={mention.network} />
        <AuthorName author={mention.author} />
        <span className="dimmer ell grow">{mention.source.name}</span>
        <Link to="/inbox/$id" params={{ id: mention.id }} search={{ view: "all" }} className="nowrap">
          {format.when(mention.created_at ?? mention.received_at, now)}
        </Link>
      </div>
      <div className={css.hitText}>
        {snippet(mention).map((piece) => {
          const key = at;
          at += piece.text.length + 1;
          return piece.hit ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>;
        })}
      </div>
      <Why query={query} mention={mention} />
    </article>
  );
}
