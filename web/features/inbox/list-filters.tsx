import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { queriesQuery } from "@/features/queries/data";
import { sourcesQuery } from "@/features/sources/data";
import { useFormat } from "@/i18n/use-format";
import { networkName } from "@/ui/chip";
import css from "./inbox.module.css";
import type { InboxSearch } from "./search-params";

/** What narrows the list, each removable; and how many are left. */
export function ListFilters({
  search,
  onFilter,
  total,
  complete,
}: {
  search: InboxSearch;
  onFilter: (search: InboxSearch) => void;
  total: number | undefined;
  /** false: there may be older hits that the search had no time for */
  complete: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQuery({ ...queriesQuery, enabled: Boolean(search.query) }).data;
  const sources = useQuery({ ...sourcesQuery, enabled: Boolean(search.source) }).data;
  const active: [string, InboxSearch][] = [];
  const { query, source, network, after, before, ...rest } = search;
  if (query) active.push([queries?.find((q) => q.id === query)?.name ?? t("nav.queries"), { ...search, query: "" }]);
  if (source) active.push([sources?.find((s) => s.id === source)?.name ?? t("nav.sources"), { ...search, source: "" }]);
  if (network) active.push([networkName(network), { ...search, network: "" }]);
  if (after || before) {
    const span = [after, before].map((iso) => (iso ? format.dateTime(iso) : "…")).join(" – ");
    active.push([
      span,
      { ...rest, ...(query ? { query } : {}), ...(source ? { source } : {}), ...(network ? { network } : {}) },
    ]);
  }
  if (!active.length && !search.q) return null;
  return (
    <div className={css.filters}>
      {active.map(([label, next]) => (
        <button
          key={label}
          type="button"
          className={css.filter}
          onClick={() => onFilter(dropEmpty(next))}
          title={t("inbox.filterRemove")}
        >
          {label} <IconX size={12} aria-hidden="true" />
          <span className="hidden">{t("inbox.filterRemove")}</span>
        </button>
      ))}
      {total !== undefined && (
        <span className="small dimmer">
          {t(complete ? "inbox.total" : "inbox.totalAtLeast", { count: total, n: format.number(total) })}
        </span>
      )}
    </div>
  );
}

function dropEmpty(search: InboxSearch): InboxSearch {
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== ""));
}
