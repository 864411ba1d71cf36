import { useTranslation } from "react-i18next";
import type { LocalText } from "@/api/schema";

/** Picks the language of a text that the server holds in both. */
export function useLocal(): (text: LocalText | undefined) => string {
  const { i18n } = useTranslation();
  return (text) => (text ? (i18n.language === "en" ? text.en : text.de) : "");
}
