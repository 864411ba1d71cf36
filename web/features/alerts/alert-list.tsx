import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Empty } from "@/ui/empty";
import { LinkButton } from "@/ui/link-button";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { AlertCard } from "./alert-card";
import { alertsQuery } from "./data";

/** Newest first; a new one appears by itself. */
export function AlertList() {
  const { t } = useTranslation();
  const alerts = useInfiniteQuery(alertsQuery);
  const items = alerts.data?.pages.flatMap((page) => page.items) ?? [];
  if (alerts.isPending) return <Pending />;
  if (alerts.error) return <ProblemNote error={alerts.error} onRetry={() => void alerts.refetch()} />;
  if (items.length === 0)
    return (
      <Empty title={t("alerts.none")} text={t("alerts.noneText")}>
        <LinkButton to="/alerts" search={{ tab: "rules" }}>
          {t("alerts.toRules")}
        </LinkButton>
      </Empty>
    );
  return (
    <div className="stack">
      {items.map((alert) => (
        <AlertCard key={alert.id} alert={alert} />
      ))}
      {alerts.hasNextPage && <Button onClick={() => void alerts.fetchNextPage()}>{t("common.more")}</Button>}
    </div>
  );
}
