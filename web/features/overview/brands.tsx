import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Overview } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { change } from "./change";
import { NegativeShare } from "./negative-share";
import css from "./overview.module.css";
import type { OverviewSearch } from "./search-params";

/** Share of voice: what every query brought, of all that they brought together. A name narrows the page to it. */
export function Brands({ overview, search }: { overview: Overview; search: OverviewSearch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const all = overview.brands.reduce((sum, brand) => sum + brand.count, 0);
  const rows = overview.brands.filter((brand) => brand.count + brand.before > 0);
  if (!rows.length) return null;
  return (
    <section className="card">
      <h3 className={css.tableHead}>
        {t("overview.brands")}{" "}
        <span className="dimmer">· {t("overview.brandsHint", { count: all, n: format.number(all) })}</span>
      </h3>
      <table className="small">
        <tbody>
          {rows.map((brand) => {
            const grown = overview.tiles.mentions.before === null ? null : change(brand.count, brand.before);
            return (
              <tr key={brand.id} data-on={brand.id === search.query}>
                <th scope="row" className={css.topicName}>
                  <Link to="/overview" search={{ ...search, ...(brand.id ? { query: brand.id } : {}) }}>
                    {brand.name}
                  </Link>
                </th>
                <td
                  className="right"
                  title={
                    brand.duplicates ? t("overview.duplicates", { n: format.number(brand.duplicates) }) : undefined
                  }
                >
                  {format.number(brand.count)}
                </td>
                <td className="right">{format.percent(brand.count / Math.max(1, all))}</td>
                <td className="right dim nowrap" title={t("overview.topicBefore", { n: format.number(brand.before) })}>
                  {grown === null ? "" : format.signedPercent(grown)}
                </td>
                <td className="right nowrap">
                  <NegativeShare tone={brand.tone} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
