import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Source } from "@/api/schema";
import { useCan } from "@/app/session";
import { listeningOnly, queriesQuery } from "@/features/queries/data";
import { kindsQuery } from "@/features/sources/data";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { ChooseKind } from "./choose-kind";
import { type Connection, ConnectStep } from "./connect-step";
import { FirstQuery } from "./first-query";
import { JustifyStep } from "./justify-step";
import { Steps } from "./steps";
import { Watch } from "./watch";

const route = getRouteApi("/sources/new");

/** Adds a source: what, where, why; and at the first time what to listen for. */
export function Wizard() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { kind, first } = route.useSearch();
  const kinds = useQuery(kindsQuery);
  const queries = useQuery({ ...queriesQuery, select: listeningOnly, enabled: useCan("queries_write") }).data;
  const [connection, setConnection] = useState<Connection | null>(null);
  const [source, setSource] = useState<Source | null>(null);
  const [asked, setAsked] = useState(false);
  const chosen = kinds.data?.find((item) => item.kind === kind);
  const needsQuery = !asked && (first === true || queries?.length === 0);
  const choose = (next: string | undefined) => {
    setConnection(null);
    void navigate({ to: "/sources/new", search: { ...(next ? { kind: next } : {}), ...(first ? { first } : {}) } });
  };
  const step = source ? (needsQuery ? 3 : 4) : connection ? 2 : chosen ? 1 : 0;
  return (
    <Page
      narrow
      title={first ? t("wizard.welcome") : t("sources.add")}
      actions={!source && <Button onClick={() => void navigate({ to: "/sources" })}>{t("common.cancel")}</Button>}
    >
      <Steps at={step} />
      {kinds.isPending && <Pending />}
      <ProblemNote error={kinds.error} onRetry={() => void kinds.refetch()} />
      {kinds.data && step === 0 && (
        <ChooseKind kinds={kinds.data.filter((item) => item.kind !== "demo")} onChoose={choose} />
      )}
      {chosen && step === 1 && (
        <ConnectStep key={chosen.kind} kind={chosen} onBack={() => choose(undefined)} onDone={setConnection} />
      )}
      {chosen && connection && step === 2 && (
        <JustifyStep kind={chosen} connection={connection} onBack={() => setConnection(null)} onDone={setSource} />
      )}
      {step === 3 && <FirstQuery onDone={() => setAsked(true)} />}
      {source && step === 4 && <Watch source={source} />}
    </Page>
  );
}
