import { SegmentedControl } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { NotHere } from "@/ui/not-here";
import { Page } from "@/ui/page";
import { AuditList } from "./audit-list";
import { RevealList } from "./reveal-list";

const route = getRouteApi("/privacy");

/** Proof: who opened which name and why, and everything else that was done. */
export function Privacy() {
  const { t } = useTranslation();
  const { tab } = route.useSearch();
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
          value={tab ?? "reveals"}
          onChange={(value) => void navigate({ to: "/privacy", search: value === "audit" ? { tab: "audit" } : {} })}
          data={[
            { value: "reveals", label: t("privacy.reveals") },
            { value: "audit", label: t("privacy.audit") },
          ]}
        />
      }
    >
      {tab === "audit" ? <AuditList /> : <RevealList />}
    </Page>
  );
}
