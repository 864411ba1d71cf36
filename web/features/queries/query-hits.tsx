import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Mention, QueryPreview } from "@/api/schema";
import { snippet } from "@/features/inbox/snippet";
import { useFormat } from "@/i18n/use-format";
import { AuthorName } from "@/ui/avatar";
import { NetworkBadge } from "@/ui/chip";
import { useNow } from "@/ui/use-now";
import { queriesQuery } from "./data";
import { Past } from "./past";
import { olderHitsQuery, patientPreviewQuery } from "./past-data";
import css from "./queries.module.css";
import { Sparkline } from "./sparkline";
import { Why } from "./why";

interface Props {
  preview: QueryPreview;
  query: string;
  stale: boolean;
}

/** What the query finds in all that is stored; once it is saved, what it would add to the inbox. */
export function QueryHits(props: Props) {
  const { id } = useParams({ strict: false });
  const stored = useQuery(queriesQuery).data?.find((item) => item.id === id);
  const saved = stored?.query === props.query ? stored : undefined;
  return (
    <>
      <Hits key={props.query} {...props} saved={saved !== undefined} />
      {saved && <Past stored={saved} />}
    </>
  );
}

function Hits({ preview: quick, query, stale, saved }: Props & { saved: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [patient, setPatient] = useState(false);
  const [older, setOlder] = useState(false);
  const longer = useQuery(patientPreviewQuery(query, patient));
  const preview = longer.data ?? quick;
  const pages = useInfiniteQuery(olderHitsQuery(query, preview.next, older));
  const items = [...preview.items, ...(pages.data?.pages ?? []).flatMap((page) => page.items)];
  const more = older ? pages.hasNextPage : preview.next !== null;
  return (
    <section className="card" style={{ opacity: stale ? 0.6 : 1 }} aria-busy={stale} aria-label={t("queries.hits")}>
      <div className="row wrap">
        <b>{t("queries.total", { count: preview.total, n: format.number(preview.total) })}</b>
        <span className="small dimmer">
          {t("queries.scanned", { count: preview.posts, n: format.number(preview.posts) })}
        </span>
        <span className="grow" />
        {preview.total > 0 && (
          <Link to="/inbox" search={{ view: "all", q: query }} className="small">
            {t("queries.openAll")}
          </Link>
        )}
      </div>
      {preview.undecided > 0 && (
        <div className="row wrap small" role="status">
          <span className="dim">
            {t("past.undecided", { count: preview.undecided, n: format.number(preview.undecided) })}
          </span>
          {!longer.data && (
            <Button size="compact-xs" loading={longer.isFetching} onClick={() => setPatient(true)}>
              {t("past.look")}
            </Button>
          )}
        </div>
      )}
      {preview.per_day.length > 0 && <Sparkline perDay={preview.per_day} />}
      <div className={css.hits}>
        {items.map((mention) => (
          <Hit key={mention.id} mention={mention} query={query} />
        ))}
      </div>
      {more && (
        <Button
          size="compact-sm"
          loading={pages.isFetching}
          onClick={() => (older ? void pages.fetchNextPage() : setOlder(true))}
        >
          {t("past.older")}
        </Button>
      )}
      {preview.total === 0 && preview.undecided === 0 && (
        <p className="dim small">{t(saved ? "queries.noHitsSaved" : "queries.noHits")}</p>
      )}
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
