import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { Page, Section } from "@/ui/page";
import { Appearance } from "./appearance";
import { Password } from "./password";
import { Profile } from "./profile";
import { Workspace } from "./workspace";

export function SettingsPage() {
  const { t } = useTranslation();
  const mayWrite = useCan("settings_write");
  return (
    <Page narrow title={t("nav.settings")}>
      <Section title={t("settings.profile")} hint={t("settings.profileHint")}>
        <Profile />
      </Section>
      <Section title={t("settings.appearance")}>
        <Appearance />
      </Section>
      <Section title={t("settings.password")}>
        <Password />
      </Section>
      {mayWrite && (
        <Section title={t("settings.workspace")}>
          <Workspace />
        </Section>
      )}
    </Page>
  );
}
