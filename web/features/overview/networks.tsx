import { useTranslation } from "react-i18next";
import type { Overview } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { networkName } from "@/ui/chip";
import { InboxLink } from "@/ui/inbox-link";
import css from "./overview.module.css";

/** Where it is said: share of the largest as a bar, the number, the share of all. */
export function Networks({ networks, from, to }: Pick<Overview, "networks" | "from" | "to">) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!networks.length) return null;
  const all = networks.reduce((total, row) => total + row.count, 0);
  const most = Math.max(1, ...networks.map((row) => row.count));
  return (
    <section className="card">
      <h3 className={css.tableHead}>
        {t("overview.where")}{" "}
        <span className="dimmer">· {t("overview.whereHint", { count: all, n: format.number(all) })}</span>
      </h3>
      <table className="small">
        <tbody>
          {[...networks]
            .sort((a, b) => b.count - a.count)
            .map((row) => (
              <tr key={row.network}>
                <th scope="row" className={css.networkName}>
                  <InboxLink to="/inbox" search={{ view: "all", network: row.network, after: from, before: to }}>
                    {networkName(row.network)}
                  </InboxLink>
                </th>
                <td className={css.barCell}>
                  <div className={css.bar}>
                    <i style={{ width: `${(row.count / most) * 100}%` }} />
                  </div>
                </td>
                <td className="right">{format.number(row.count)}</td>
                <td className="right dim">{format.percent(row.count / Math.max(1, all))}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </section>
  );
}
