import { createInstance } from "i18next";
import { initReactI18next } from "react-i18next";
import de from "./de.json";
import en from "./en.json";

export type Language = "de" | "en";

/** What is stored here wins, then the browser's language; German where neither is German or English. */
export function initialLanguage(): Language {
  try {
    const stored = localStorage.getItem("resonanz-language");
    if (stored === "de" || stored === "en") return stored;
  } catch {
    // Storage may be blocked or absent.
  }
  const browser: Navigator | undefined = globalThis.navigator;
  return browser?.language.startsWith("en") ? "en" : "de";
}

export const i18n = createInstance();

void i18n.use(initReactI18next).init({
  lng: initialLanguage(),
  fallbackLng: false,
  resources: { de: { translation: de }, en: { translation: en } },
  interpolation: { escapeValue: false },
  returnNull: false,
  initAsync: false,
});

export function setLanguage(language: Language): void {
  void i18n.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem("resonanz-language", language);
  } catch {
    // Kept for this visit only.
  }
}
