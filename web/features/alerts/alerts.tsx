import { SegmentedControl } from "@mantine/core";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { NotHere } from "@/ui/not-here";
import { Page } from "@/ui/page";
import { AlertList } from "./alert-list";
import { Deliveries } from "./deliveries";
import { Rules } from "./rules";
import { type Tab, tabs } from "./tabs";
import { Targets } from "./targets";

const route = getRouteApi("/alerts");

/** What was noticed, what is watched for, and how it was told. */
export function Alerts() {
  const { t } = useTranslation();
  const { tab = "alerts" } = route.useSearch();
  const navigate = useNavigate();
  if (!useCan("alerts_read")) return <NotHere />;
  if (tab === "unknown")
    return (
      <NotHere>
        <Link to="/alerts">{t("nav.alerts")}</Link>
      </NotHere>
    );
  return (
    <Page
      title={t("nav.alerts")}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t("nav.alerts")}
          value={tab}
          onChange={(value) =>
            void navigate({ to: "/alerts", search: value === "alerts" ? {} : { tab: value as Tab } })
          }
          data={tabs.map((value) => ({ value, label: t(`alerts.tab.${value}`) }))}
        />
      }
    >
      {tab === "alerts" && <AlertList />}
      {tab === "rules" && (
        <>
          <Rules />
          <Targets />
        </>
      )}
      {tab === "deliveries" && <Deliveries />}
    </Page>
  );
}
