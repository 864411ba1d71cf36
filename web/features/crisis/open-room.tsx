import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { alertsQuery } from "@/features/alerts/data";
import { queriesQuery } from "@/features/queries/data";
import { BackLink } from "@/ui/link-button";
import { NotHere } from "@/ui/not-here";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { playbooksQuery } from "./data";
import { OpenForm } from "./open-form";

const route = getRouteApi("/crisis/new");

/** Opening a room: from an alert, whose query, posts and figures come along, or by hand. */
export function OpenRoom() {
  const { t } = useTranslation();
  const { alert: alertId, query = null, drill = false } = route.useSearch();
  const mayWork = useCan("crisis_work");
  const alertsRead = useCan("alerts_read");
  const queriesRead = useCan("queries_read");
  const alerts = useInfiniteQuery({ ...alertsQuery, enabled: mayWork && alertsRead && alertId !== undefined });
  const queries = useQuery({ ...queriesQuery, enabled: mayWork && queriesRead });
  const playbooks = useQuery({ ...playbooksQuery, enabled: mayWork });
  if (!mayWork) return <NotHere />;
  const alert = alerts.data?.pages.flatMap((page) => page.items).find((item) => item.id === alertId) ?? null;
  // What fills the fields is known before they are shown: nothing changes under somebody's hands.
  const waiting = alerts.isLoading || queries.isLoading || playbooks.isLoading;
  return (
    <Page narrow title={t("crisis.open")} before={<BackLink to="/crisis" search={{}} label={t("common.back")} />}>
      {waiting ? (
        <Pending />
      ) : (
        <OpenForm
          alert={alert}
          alertId={alertId ?? null}
          query={alert?.query_id ?? query}
          queries={queries.data ?? []}
          playbooks={playbooks.data ?? []}
          drill={drill}
        />
      )}
    </Page>
  );
}
