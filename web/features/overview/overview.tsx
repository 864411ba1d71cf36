import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { getRouteApi, Link, useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useCan } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { useFormat } from "@/i18n/use-format";
import { Empty } from "@/ui/empty";
import { Kbd } from "@/ui/kbd";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { Alarm } from "./alarm";
import { Chart } from "./chart";
import { Networks } from "./networks";
import { outburst } from "./outburst";
import css from "./overview.module.css";
import { SeriesTable } from "./series-table";
import { Tiles } from "./tiles";
import { Topics } from "./topics";
import { cause, useTopics } from "./topics-data";

const route = getRouteApi("/overview");
const spans = [1, 7, 14, 30, 90];

/** How much is said about us, whether that is usual, and whether somebody waits. Only what is measured. */
export function Overview() {
  const { t } = useTranslation();
  const format = useFormat();
  const { days = 14, table = false } = route.useSearch();
  const navigate = useNavigate();
  const mayOpen = useCan("mentions_read");
  const query = useQuery({
    queryKey: ["overview", days],
    queryFn: () => call(api.GET("/api/overview", { params: { query: { days } } })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
  const show = (next: { days?: number; table?: boolean }) =>
    void navigate({
      to: "/overview",
      search: { ...(next.days && next.days !== 14 ? { days: next.days } : {}), ...(next.table ? { table: true } : {}) },
      replace: true,
    });
  useShortcut("v", t("overview.toggleTable"), () => show({ days, table: !table }));
  const data = query.data;
  const burst = data ? outburst(data) : null;
  const topics = useTopics(data, burst);
  const open = (after: string, before: string) =>
    mayOpen && void navigate({ to: "/inbox", search: { view: "all", after, before } });
  const silent = data && data.tiles.mentions.value === 0 && (data.tiles.mentions.before ?? 0) === 0;
  return (
    <Page
      title={t("nav.overview")}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={t("overview.span")}
          value={String(days)}
          onChange={(value) => show({ days: Number(value), table })}
          data={spans.map((n) => ({ value: String(n), label: t("overview.days", { count: n }) }))}
        />
      }
    >
      {query.isPending && <Pending lines={7} />}
      <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
      {silent && (
        <Empty title={t("overview.none")} text={t("overview.noneText")}>
          <Link to="/sources">{t("nav.sources")}</Link>
        </Empty>
      )}
      {data && !silent && (
        <>
          {burst && <Alarm burst={burst} topic={topics ? cause(topics, burst) : null} mayOpen={mayOpen} />}
          <Tiles overview={data} />
          <section className="card" aria-label={t(`overview.per.${data.step}`)}>
            <div className={css.chartHead}>
              <h3>{t(`overview.per.${data.step}`)}</h3>
              <span className="small dimmer grow">{t("overview.band")}</span>
              <button
                type="button"
                className={css.switch}
                aria-pressed={table}
                onClick={() => show({ days, table: !table })}
              >
                {t(table ? "overview.asChart" : "overview.asTable")} <Kbd>V</Kbd>
              </button>
            </div>
            {table ? (
              <SeriesTable overview={data} />
            ) : (
              <Chart overview={data} burst={burst} onOpen={mayOpen ? open : undefined} />
            )}
          </section>
          <div className={css.pair}>
            {topics && topics.length > 0 && <Topics topics={topics} from={data.from} to={data.to} />}
            <Networks networks={data.networks} from={data.from} to={data.to} />
          </div>
          <p className="small dimmer">
            {t("overview.from", { from: format.dateTime(data.from), to: format.dateTime(data.to) })}
          </p>
        </>
      )}
    </Page>
  );
}
