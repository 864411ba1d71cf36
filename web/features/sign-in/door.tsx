import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { type Language, setLanguage } from "@/i18n/i18n";
import css from "./door.module.css";

/** The page before anyone is signed in. */
export function Door({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const { i18n } = useTranslation();
  return (
    <div className={css.door}>
      <main className={css.panel}>
        <div className={css.brand}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M3 12h3l2-6 4 14 4-12 2 4h3" />
          </svg>
          Resonanz
        </div>
        <h1>{title}</h1>
        <p className="dim">{text}</p>
        {children}
      </main>
      <footer className={css.languages}>
        {(["de", "en"] satisfies Language[]).map((language) => (
          <button
            key={language}
            type="button"
            lang={language}
            aria-pressed={i18n.language === language}
            onClick={() => setLanguage(language)}
          >
            {language === "de" ? "Deutsch" : "English"}
          </button>
        ))}
      </footer>
    </div>
  );
}
