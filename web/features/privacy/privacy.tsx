import { SegmentedControl } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { NotHere } from "@/ui/not-here";
import { Page, Section } from "@/ui/page";
import { AuditList } from "./audit-list";
import { Report } from "./report";
import { RequestForm } from "./request-form";
import { RequestList } from "./request-list";
import { RevealList } from "./reveal-list";
import { type Tab, tabs } from "./tabs";

const route = getRouteApi("/privacy");

/** Proof and rights: who opened which name, what people outside asked for, how long what stays, and everything that was done. */
export function Privacy() {
  const { t } = useTranslation();
  const { tab = "reveals" } = route.useSearch();
  const navigate = useNavigate();
  const allowed = useCan("privacy_read");
  if (!allowed) return <NotHere />;
  return (
    <Page
      title={t("nav.privacy")}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t("nav.privacy")}
          value={tab}
          onChange={(value) =>
            void navigate({ to: "/privacy", search: value === "reveals" ? {} : { tab: value as Tab } })
          }
          data={tabs.map((value) => ({ value, label: t(`privacy.${value}`) }))}
        />
      }
    >
      {tab === "reveals" && <RevealList />}
      {tab === "requests" && <Requests />}
      {tab === "limits" && <Report />}
      {tab === "audit" && <AuditList />}
    </Page>
  );
}

function Requests() {
  const { t } = useTranslation();
  const mayWrite = useCan("privacy_write");
  return (
    <>
      {mayWrite && (
        <Section title={t("rights.title")} hint={t("rights.hint")}>
          <RequestForm />
        </Section>
      )}
      <Section title={t("rights.past")}>
        <RequestList />
      </Section>
    </>
  );
}
