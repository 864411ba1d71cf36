import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { queriesQuery } from "@/features/queries/data";
import { useFormat } from "@/i18n/use-format";
import { Empty } from "@/ui/empty";
import { NotHere } from "@/ui/not-here";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { comparedWith, lastDay, periodEnd } from "./against";
import { Alarm } from "./alarm";
import { Brands } from "./brands";
import { Chart } from "./chart";
import { behind, overviewQuery, topicsQuery, voicesQuery } from "./data";
import { Filters } from "./filters";
import { Lessons } from "./lessons";
import { outburst } from "./outburst";
import css from "./overview.module.css";
import { type OverviewSearch, overviewSearch } from "./search-params";
import { SeriesTable } from "./series-table";
import { TableSwitch } from "./table-switch";
import { Tiles } from "./tiles";
import { Tone } from "./tone";
import { Topics } from "./topics";
import { Voices } from "./voices";
import { Where } from "./where";

const route = getRouteApi("/overview");

/** How much is said about us and how, whether that is usual, and whether somebody waits. Only what is measured. */
export function Overview() {
  const { t } = useTranslation();
  const format = useFormat();
  const search = route.useSearch();
  const navigate = useNavigate();
  const mayOpen = useCan("mentions_read");
  const { table = false, versus, against, days = 14, ...narrowed } = search;
  const query = useQuery(overviewQuery({ ...narrowed, days }));
  const topics = useQuery(topicsQuery({ ...narrowed, days })).data;
  const voices = useQuery(voicesQuery({ ...narrowed, days })).data;
  const rival = useQuery({ ...overviewQuery({ ...narrowed, days, query: versus ?? "" }), enabled: Boolean(versus) });
  const until = against && query.data ? periodEnd(against, query.data.to, days) : "";
  const then = useQuery({ ...overviewQuery({ ...narrowed, days, until }), enabled: until !== "" }).data;
  const show = (next: OverviewSearch) =>
    void navigate({ to: "/overview", search: overviewSearch({ ...next }), replace: true });
  useShortcut("v", t("overview.toggleTable"), () => show({ ...search, table: !table }));
  const queries = useQuery({ ...queriesQuery, enabled: useCan("queries_read") }).data;
  const unknown = queries && [search.query, versus].some((id) => id && !queries.some((one) => one.id === id));
  const past = until && then ? then : null;
  const data = query.data && past ? comparedWith(query.data, past) : query.data;
  const burst = data ? outburst(data) : null;
  const open = (after: string, before: string) =>
    mayOpen && void navigate({ to: "/inbox", search: behind(search, after, before) });
  const alarmLabel = ({ after }: { after: string }) =>
    t("overview.alarmLabel", { day: format.weekday(after), time: format.time(after) });
  const silent = data && data.tiles.mentions.value === 0 && (data.tiles.mentions.before ?? 0) === 0;
  const other = versus && rival.data ? rival.data : null;
  const beside = other ?? past;
  const second = data &&
    beside && {
      name: other
        ? nameOf(other, versus)
        : t("overview.from", { from: format.date(beside.from), to: format.date(lastDay(beside.to)) }),
      counts: beside.series.slice(0, data.series.length).map((point) => point.count),
    };
  if (unknown)
    return (
      <NotHere>
        <Link to="/overview" search={{}}>
          {t("nav.overview")}
        </Link>
      </NotHere>
    );
  return (
    <Page title={t("nav.overview")} actions={<Filters search={search} show={show} />}>
      {query.isPending && <Pending lines={7} />}
      <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
      {silent && (
        <Empty title={t("overview.none")} text={t("overview.noneText")}>
          <Link to="/sources">{t("nav.sources")}</Link>
        </Empty>
      )}
      {data && !silent && (
        <>
          {burst && <Alarm burst={burst} topic={topics?.items[0]} search={search} mayOpen={mayOpen} />}
          <Tiles overview={data} search={search} past={past} />
          <section className="card" aria-label={t(`overview.per.${data.step}`)}>
            <div className={css.chartHead}>
              <h3>{t(`overview.per.${data.step}`)}</h3>
              <span className="small dimmer grow">
                {table
                  ? t(data.step === "hour" ? "overview.tableHours" : "overview.tableDays")
                  : other
                    ? t("overview.versusLine", {
                        name: nameOf(other, versus),
                        n: format.number(other.tiles.mentions.value),
                      })
                    : past
                      ? t("overview.pastLine", { from: format.date(past.from), to: format.date(lastDay(past.to)) })
                      : t(data.step === "hour" ? "overview.band" : "overview.bandDays")}
              </span>
              <TableSwitch table={table} onTable={(next) => show({ ...search, table: next })} />
            </div>
            {table ? (
              <SeriesTable series={data} versus={second} search={behind(search, data.from, data.to)} />
            ) : (
              <Chart
                series={data}
                versus={second?.counts}
                stretch={burst && { ...burst, label: alarmLabel(burst) }}
                onOpen={mayOpen ? open : undefined}
              />
            )}
          </section>
          <div className={css.pair}>
            {topics && <Topics topics={topics} overview={data} search={search} />}
            <Tone overview={data} search={search} />
            <Where overview={data} search={search} />
            <Brands overview={data} search={search} />
            {voices && <Voices voices={voices.items} />}
            <Lessons />
          </div>
          <p className="small dimmer">
            {t("overview.from", { from: format.dateTime(data.from), to: format.dateTime(data.to) })}
            {data.unread > 0 && ` · ${t("overview.unread", { count: data.unread, n: format.number(data.unread) })}`}
          </p>
        </>
      )}
    </Page>
  );
}

function nameOf(overview: { brands: readonly { id: string | null; name: string }[] }, id: string | undefined): string {
  return overview.brands.find((brand) => brand.id === id)?.name ?? "";
}
