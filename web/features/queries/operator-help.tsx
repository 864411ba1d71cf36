import { useTranslation } from "react-i18next";
import css from "./queries.module.css";

const operators = [
  "and",
  "or",
  "not",
  "phrase",
  "slop",
  "near",
  "onear",
  "wildcard",
  "exact",
  "raw",
  "tag",
  "times",
  "title",
  "site",
  "link",
  "network",
  "lang",
  "kind",
  "range",
  "list",
] as const;

/** The operators beside the editor; a click puts the example into the query. */
export function OperatorHelp({ onInsert }: { onInsert: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <aside className="card" aria-label={t("help.heading")}>
      <h2>{t("help.heading")}</h2>
      <p className="small dim">{t("help.text")}</p>
      <dl className={css.help}>
        {operators.map((key) => (
          <div key={key}>
            <dt>
              <button
                type="button"
                className="plain"
                onClick={() => onInsert(t(`help.example.${key}`))}
                title={t("help.insert")}
              >
                {t(`help.example.${key}`)}
              </button>
            </dt>
            <dd>{t(`help.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
