import { SegmentedControl } from "@mantine/core";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { LinkButton } from "@/ui/link-button";
import { NotHere } from "@/ui/not-here";
import { Page } from "@/ui/page";
import { Held } from "./held";
import { Rooms } from "./rooms";
import { type Tab, tabs } from "./search-params";
import { CrisisSettingsTab } from "./settings";

const route = getRouteApi("/crisis");

/** Crisis rooms, what a hold keeps back, and how crises are handled here. */
export function Crisis() {
  const { t } = useTranslation();
  const { tab = "rooms" } = route.useSearch();
  const navigate = useNavigate();
  const mayWork = useCan("crisis_work");
  useShortcut("n", t("crisis.open"), () => void navigate({ to: "/crisis/new", search: {} }), mayWork);
  if (!useCan("crisis_read")) return <NotHere />;
  return (
    <Page
      title={t("nav.crisis")}
      actions={
        <>
          <SegmentedControl
            size="xs"
            aria-label={t("nav.crisis")}
            value={tab}
            onChange={(value) =>
              void navigate({ to: "/crisis", search: value === "rooms" ? {} : { tab: value as Tab } })
            }
            data={tabs.map((value) => ({ value, label: t(`crisis.tab.${value}`) }))}
          />
          {mayWork && tab === "rooms" && (
            <LinkButton to="/crisis/new" search={{}}>
              {t("crisis.open")}
            </LinkButton>
          )}
        </>
      }
    >
      {tab === "rooms" && <Rooms />}
      {tab === "held" && <Held />}
      {tab === "settings" && <CrisisSettingsTab />}
    </Page>
  );
}
