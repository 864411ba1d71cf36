import { useTranslation } from "react-i18next";
import type { Overview } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { InboxLink } from "@/ui/inbox-link";
import { behind } from "./data";
import { NegativeShare } from "./negative-share";
import css from "./overview.module.css";
import type { OverviewSearch } from "./search-params";

const MOST = 12;

/** Where it is said: size as a bar, the number, how much of it is negative. */
export function Where({ overview, search }: { overview: Overview; search: OverviewSearch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = overview.sources.filter((row) => row.count > 0);
  if (!rows.length) return null;
  const most = Math.max(1, ...rows.map((row) => row.count));
  return (
    <section className="card">
      <h3 className={css.tableHead}>
        {t("overview.where")} <span className="dimmer">· {t("overview.whereHint")}</span>
      </h3>
      <table className="small">
        <tbody>
          {rows.slice(0, MOST).map((row) => (
            <tr key={row.id}>
              <th scope="row" className={css.networkName}>
                <InboxLink
                  to="/inbox"
                  search={{ ...behind(search, overview.from, overview.to), ...(row.id ? { source: row.id } : {}) }}
                >
                  {row.name}
                </InboxLink>
              </th>
              <td className={css.barCell}>
                <div className={css.bar}>
                  <i style={{ width: `${(row.count / most) * 100}%` }} />
                </div>
              </td>
              <td className="right">{format.number(row.count)}</td>
              <td className="right nowrap">
                <NegativeShare tone={row.tone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST && (
        <p className="small dimmer">{t("overview.more", { n: format.number(rows.length - MOST) })}</p>
      )}
    </section>
  );
}
