import { readFileSync } from "node:fs";

const texts = Object.fromEntries(
  ["de", "en"].map((language) => [language, JSON.parse(readFileSync(new URL(`../../web/i18n/${language}.json`, import.meta.url), "utf8"))]),
);

/** The words of the screens by their key, in one language; values fill the places: t("crisis.version", { n: 2 }). */
export const speaker = (language) => (key, values = {}) => {
  const text = key.split(".").reduce((node, part) => node?.[part], texts[language]);
  if (text === undefined) throw new Error(`no text ${key}`);
  return Object.entries(values).reduce((words, [name, value]) => words.replaceAll(`{{${name}}}`, String(value)), text);
};
