import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
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
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const without = (...keys: (keyof InboxSearch)[]): InboxSearch =>
    Object.fromEntries(Object.entries(search).filter(([key]) => !keys.includes(key as keyof InboxSearch)));
  const queries = useQuery({ ...queriesQuery, enabled: Boolean(search.query) }).data;
  const sources = useQuery({ ...sourcesQuery, enabled: Boolean(search.source) }).data;
  const languages = useMemo(() => new Intl.DisplayNames([i18n.language], { type: "language" }), [i18n.language]);
  const active: [string, InboxSearch][] = [];
  const { query, source, network, sentiment, intent, lang, repeats_of, after, before } = search;
  if (query) active.push([queries?.find((q) => q.id === query)?.name ?? t("nav.queries"), without("query")]);
  if (source) active.push([sources?.find((s) => s.id === source)?.name ?? t("nav.sources"), without("source")]);
  if (network) active.push([networkName(network), without("network")]);
  if (sentiment) active.push([t(`sentiment.${sentiment}`), without("sentiment")]);
  if (intent) active.push([t(`intent.${intent}`), without("intent")]);
  if (lang) active.push([languages.of(lang) ?? lang, without("lang")]);
  if (repeats_of) active.push([t("reading.repeatsFilter"), without("repeats_of")]);
  if (after || before) {
    const span = [after, before].map((iso) => (iso ? format.dateTime(iso) : "…")).join(" – ");
    active.push([span, without("after", "before")]);
  }
  if (!active.length && !search.q) return null;
  return (
    <div className={css.filters}>
      {active.map(([label, next]) => (
        <button
          key={label}
          type="button"
          className={css.filter}
          onClick={() => onFilter(next)}
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
