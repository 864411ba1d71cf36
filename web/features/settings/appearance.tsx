import { SegmentedControl, Switch } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { lettersEnabled, setLettersEnabled } from "@/app/shortcuts";
import { ThemeSwitch } from "@/app/theme-switch";
import { setLanguage } from "@/i18n/i18n";
import { tellProblem } from "@/ui/toast";

/** Language, colours and keys: each acts at once. */
export function Appearance() {
  const { t, i18n } = useTranslation();
  const [letters, setLetters] = useState(lettersEnabled);
  const choose = (language: "de" | "en") => {
    setLanguage(language);
    call(api.PATCH("/api/profile", { body: { language } })).catch(tellProblem);
  };
  return (
    <div className="card stack">
      <div>
        <h3>{t("settings.language")}</h3>
        <SegmentedControl
          size="xs"
          aria-label={t("settings.language")}
          value={i18n.language}
          onChange={(value) => choose(value === "en" ? "en" : "de")}
          data={[
            { value: "de", label: "Deutsch" },
            { value: "en", label: "English" },
          ]}
        />
      </div>
      <div style={{ maxWidth: 280 }}>
        <h3>{t("settings.theme")}</h3>
        <ThemeSwitch />
      </div>
      <Switch
        label={t("settings.letters")}
        description={t("settings.lettersHelp")}
        checked={letters}
        onChange={(event) => {
          setLetters(event.currentTarget.checked);
          setLettersEnabled(event.currentTarget.checked);
        }}
      />
    </div>
  );
}
