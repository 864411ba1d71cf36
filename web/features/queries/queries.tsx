import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Query } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { Empty } from "@/ui/empty";
import { InboxLink } from "@/ui/inbox-link";
import { LinkButton } from "@/ui/link-button";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { Highlighted } from "@/ui/query-field/highlighted";
import { CostChip } from "./cost-chip";
import { queriesQuery } from "./data";
import { Lists } from "./lists";
import css from "./queries.module.css";

/** All saved queries: what is listened for, what it brings, what it costs. */
export function Queries() {
  const { t } = useTranslation();
  const queries = useQuery(queriesQuery);
  const mayWrite = useCan("queries_write");
  const add = mayWrite && (
    <LinkButton to="/queries/$id" params={{ id: "new" }} variant="filled" leftSection={<IconPlus />}>
      {t("queries.add")}
    </LinkButton>
  );
  return (
    <Page title={t("queries.title")} actions={queries.data?.length ? add : null}>
      {queries.isPending && <Pending />}
      <ProblemNote error={queries.error} onRetry={() => void queries.refetch()} />
      {queries.data?.length === 0 && (
        <Empty title={t("queries.none")} text={t("queries.noneText")}>
          {add}
        </Empty>
      )}
      {queries.data && queries.data.length > 0 && (
        <div className={`card ${css.cards}`}>
          {queries.data.map((query) => (
            <QueryRow key={query.id} query={query} />
          ))}
        </div>
      )}
      <Lists />
    </Page>
  );
}

function QueryRow({ query }: { query: Query }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <article className={css.row}>
      <div className="grow">
        <div className="row wrap">
          <Link to="/queries/$id" params={{ id: query.id }} className={css.name}>
            {query.color && <span className={css.dot} style={{ background: query.color }} aria-hidden="true" />}
            {query.name}
          </Link>
          <CostChip cost={query.cost} />
          {query.lock && (
            <Chip title={t("lock.by", { name: query.lock.by?.name ?? "–", date: format.dateTime(query.lock.at) })}>
              {t("lock.locked")}
            </Chip>
          )}
          {query.error && <Chip tone="neg">{query.error.sentence}</Chip>}
        </div>
        <code className={css.code}>
          <Highlighted query={query.query} />
        </code>
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
