import { useTranslation } from "react-i18next";
import css from "./queries.module.css";

const rows = [
  ["bremse quietscht", "and"],
  ["bremse OR fahrrad", "or"],
  ["-gewinnspiel", "not"],
  ['"lenker wackelt"', "phrase"],
  ['"bremse quietscht"~3', "slop"],
  ["bremse NEAR/5 kaputt", "near"],
  ["rück* ONEAR/3 bremse", "onear"],
  ["lasten*", "wildcard"],
  ["=Kranich", "exact"],
  ['raw:"L3+"', "raw"],
  ["#lastenrad @kranich", "tag"],
  ["rad{3,}", "times"],
  ["title:(bremse OR gabel)", "title"],
  ["site:radblog.example", "site"],
  ["link:kranich.example", "link"],
  ["network:bluesky", "network"],
  ["lang:de", "lang"],
  ["kind:review has:image", "kind"],
  ["followers:1000..", "range"],
  ["list:rivals", "list"],
] as const;

/** The operators beside the editor; a click puts the example into the query. */
export function OperatorHelp({ onInsert }: { onInsert: (text: string) => void }) {
  const { t } = useTranslation();
  return (
    <aside className="card" aria-label={t("help.heading")}>
      <h2>{t("help.heading")}</h2>
      <p className="small dim">{t("help.text")}</p>
      <dl className={css.help}>
        {rows.map(([example, key]) => (
          <div key={key}>
            <dt>
              <button type="button" className="plain" onClick={() => onInsert(example)} title={t("help.insert")}>
                {example}
              </button>
            </dt>
            <dd>{t(`help.${key}`)}</dd>
          </div>
        ))}
      </dl>
    </aside>
  );
}
