import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Empty } from "@/ui/empty";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { queriesQuery } from "./data";
import { Editor } from "./editor";

const route = getRouteApi("/queries/$id");

export function EditorPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const { q, purpose } = route.useSearch();
  const queries = useQuery(queriesQuery);
  const stored = queries.data?.find((query) => query.id === id);
  if (id === "new" || stored)
    return <Editor key={id} stored={stored} initial={q ?? ""} purpose={stored?.purpose ?? purpose ?? "listen"} />;
  return (
    <Page title={t("queries.title")}>
      {queries.isPending && <Pending />}
      <ProblemNote error={queries.error} />
      {queries.data && (
        <Empty title={t("problem.notFound")}>
          <Link to="/queries">{t("queries.title")}</Link>
        </Empty>
      )}
    </Page>
  );
}
