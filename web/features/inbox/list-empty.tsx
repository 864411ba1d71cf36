import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { listeningOnly, queriesQuery } from "@/features/queries/data";
import { sourcesQuery } from "@/features/sources/data";
import { Empty } from "@/ui/empty";
import type { InboxSearch } from "./search-params";

/** Nothing in the list: says why and what would change it. */
export function ListEmpty({ search, onFilter }: { search: InboxSearch; onFilter: (search: InboxSearch) => void }) {
  const { t } = useTranslation();
  const sources = useQuery({ ...sourcesQuery, enabled: useCan("sources_read") }).data;
  const queries = useQuery({ ...queriesQuery, select: listeningOnly, enabled: useCan("queries_read") }).data;
  const mayAdd = useCan("sources_write");
  const mayQuery = useCan("queries_write");
  if (search.q || search.query || search.source || search.network || search.after || search.before) {
    return (
      <Empty title={t("inbox.noHits")} text={t("inbox.noHitsText")}>
        <Button onClick={() => onFilter(search.view ? { view: search.view } : {})}>{t("inbox.filterClear")}</Button>
      </Empty>
    );
  }
  if (sources?.length === 0) {
    return (
      <Empty title={t("inbox.noSources")} text={t("inbox.noSourcesText")}>
        {mayAdd && <Link to="/sources/new">{t("sources.add")}</Link>}
      </Empty>
    );
  }
  if (queries?.length === 0) {
    return (
      <Empty title={t("inbox.noQueries")} text={t("inbox.noQueriesText")}>
        {mayQuery && (
          <Link to="/queries/$id" params={{ id: "new" }}>
            {t("queries.add")}
          </Link>
        )}
      </Empty>
    );
  }
  return (
    <Empty
      title={t(`inbox.none.${search.view ?? "needs_answer"}`)}
      text={t(`inbox.noneText.${search.view ?? "needs_answer"}`)}
    />
  );
}
