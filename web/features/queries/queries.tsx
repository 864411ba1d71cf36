import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { Empty } from "@/ui/empty";
import { LinkButton } from "@/ui/link-button";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { listeningOnly, queriesQuery } from "./data";
import { Lists } from "./lists";
import css from "./queries.module.css";
import { QueryRow } from "./query-row";
import { Tags } from "./tags";

/** All saved queries: what is listened for, what it brings, what it costs. */
export function Queries() {
  const { t } = useTranslation();
  const queries = useQuery({ ...queriesQuery, select: listeningOnly });
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
      <Tags />
      <Lists />
    </Page>
  );
}
