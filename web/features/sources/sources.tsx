import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { Empty } from "@/ui/empty";
import { LinkButton } from "@/ui/link-button";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { ledgerQuery, sourcesQuery } from "./data";
import { LedgerView } from "./ledger-view";
import { OpmlButton } from "./opml-button";
import { SourceTable } from "./source-table";

/** What we hear from, how well, and whether everything that came in is accounted for. */
export function Sources() {
  const { t } = useTranslation();
  const sources = useQuery({ ...sourcesQuery, refetchInterval: 15_000 });
  const ledger = useQuery({ ...ledgerQuery, refetchInterval: 15_000 });
  const mayWrite = useCan("sources_write");
  const add = mayWrite && (
    <LinkButton to="/sources/new" variant="filled" leftSection={<IconPlus />}>
      {t("sources.add")}
    </LinkButton>
  );
  return (
    <Page
      title={t("nav.sources")}
      actions={
        mayWrite &&
        sources.data?.length !== 0 && (
          <>
            <OpmlButton />
            <LinkButton to="/sources/import">{t("import.title")}</LinkButton>
            {add}
          </>
        )
      }
    >
      {sources.isPending && <Pending />}
      <ProblemNote error={sources.error} onRetry={() => void sources.refetch()} />
      {sources.data?.length === 0 && (
        <Empty title={t("sources.none")} text={t("sources.noneText")}>
          {add}
          {mayWrite && <OpmlButton />}
        </Empty>
      )}
      {sources.data && sources.data.length > 0 && (
        <>
          {ledger.data && (
            <section className="card stack" style={{ gap: 6 }}>
              <h3>{t("ledger.title")}</h3>
              <LedgerView ledger={ledger.data.total} />
            </section>
          )}
          <SourceTable sources={sources.data} />
        </>
      )}
    </Page>
  );
}
