import { SegmentedControl, Select } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import { useQuery } from "@tanstack/react-query";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { listeningOnly, queriesQuery } from "@/features/queries/data";
import { sourcesQuery } from "@/features/sources/data";
import css from "./overview.module.css";
import { type OverviewSearch, spans } from "./search-params";

/** What the figures are of, and what they are compared with: always on top. */
export function Filters({ search, show }: { search: OverviewSearch; show: (next: OverviewSearch) => void }) {
  const { t } = useTranslation();
  const queries = useQuery({ ...queriesQuery, select: listeningOnly, enabled: useCan("queries_read") }).data ?? [];
  const sources = useQuery({ ...sourcesQuery, enabled: useCan("sources_read") }).data ?? [];
  const options = (items: readonly { id: string; name: string }[]) =>
    items.map((item) => ({ value: item.id, label: item.name }));
  const pick = (key: "query" | "versus" | "source") => (value: string | null) => {
    const { [key]: _, ...rest } = search;
    show(value ? { ...rest, [key]: value } : rest);
  };
  return (
    <div className={css.filters}>
      {queries.length > 0 && (
        <Select
          size="xs"
          clearable
          searchable
          aria-label={t("overview.of")}
          placeholder={t("overview.ofAll")}
          data={options(queries)}
          value={search.query ?? null}
          onChange={pick("query")}
        />
      )}
      {queries.length > 1 && (
        <Select
          size="xs"
          clearable
          searchable
          aria-label={t("overview.versus")}
          placeholder={t("overview.versusBefore")}
          data={options(queries.filter((query) => query.id !== search.query))}
          value={search.versus ?? null}
          onChange={pick("versus")}
        />
      )}
      {sources.length > 1 && (
        <Select
          size="xs"
          clearable
          searchable
          aria-label={t("overview.source")}
          placeholder={t("overview.sourceAll")}
          data={options(sources)}
          value={search.source ?? null}
          onChange={pick("source")}
        />
      )}
      <Period search={search} show={show} />
      <SegmentedControl
        size="xs"
        aria-label={t("overview.span")}
        value={String(search.days ?? 14)}
        onChange={(value) => show({ ...search, days: Number(value) })}
        data={spans.map((n) => ({
          value: String(n),
          label: n === 366 ? t("overview.year") : t("overview.days", { count: n }),
        }))}
      />
    </div>
  );
}

/** What the period is compared with; own days begin on a day and last as long as the ones shown. */
function Period({ search, show }: { search: OverviewSearch; show: (next: OverviewSearch) => void }) {
  const { t } = useTranslation();
  const { against, ...rest } = search;
  const own = against !== undefined && against !== "four_weeks" && against !== "year";
  const days = search.days ?? 14;
  const choose = (value: string | null) => {
    if (value === "own")
      show({
        ...rest,
        against: dayjs()
          .subtract(2 * days, "day")
          .format("YYYY-MM-DD"),
      });
    else show(value && value !== "before" ? { ...rest, against: value } : rest);
  };
  return (
    <>
      <Select
        size="xs"
        w={190}
        allowDeselect={false}
        aria-label={t("overview.against")}
        data={(["before", "four_weeks", "year", "own"] as const).map((value) => ({
          value,
          label: t(`overview.period.${value}`),
        }))}
        value={own ? "own" : (against ?? "before")}
        onChange={choose}
      />
      {own && (
        <DatePickerInput
          size="xs"
          w={150}
          aria-label={t("overview.ownFrom")}
          valueFormat="DD.MM.YYYY"
          maxDate={dayjs().toDate()}
          value={against}
          onChange={(value) => value && show({ ...rest, against: value })}
        />
      )}
    </>
  );
}
