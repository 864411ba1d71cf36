import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CrisisRoom } from "@/api/schema";
import { useCan } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { Chart } from "@/features/overview/chart";
import { SeriesTable } from "@/features/overview/series-table";
import { TableSwitch } from "@/features/overview/table-switch";
import { useFormat } from "@/i18n/use-format";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./crisis.module.css";
import { seriesQuery } from "./data";
import { useStretch } from "./stretch-label";

interface Props {
  room: CrisisRoom;
  table: boolean;
  onTable: (table: boolean) => void;
}

/** Hour by hour over what is usual, with the negative ones beneath; every point opens its posts. */
export function Hours({ room, table, onTable }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const mayOpen = useCan("mentions_read");
  const series = useQuery(seriesQuery(room.id));
  useShortcut("v", t("overview.toggleTable"), () => onTable(!table));
  const narrowed = { view: "all" as const, ...(room.query ? { query: room.query.id } : {}) };
  const open = (after: string, before: string) =>
    void navigate({ to: "/inbox", search: { ...narrowed, after, before } });
  const data = series.data && { series: series.data.points, step: "hour" as const, to: series.data.to };
  const stretch = useStretch(series.data, room.figures.hours);
  return (
    <section className="card" aria-label={t("overview.per.hour")}>
      <div className={css.head}>
        <h2>{t("overview.per.hour")}</h2>
        <span className="small dimmer grow">{t("crisis.band")}</span>
        <TableSwitch table={table} onTable={onTable} />
      </div>
      <Figures room={room} />
      {series.isPending && <Pending lines={4} />}
      <ProblemNote error={series.error} onRetry={() => void series.refetch()} />
      {data &&
        (table ? (
          <SeriesTable series={data} search={narrowed} />
        ) : (
          <Chart series={data} negative stretch={stretch} onOpen={mayOpen ? open : undefined} />
        ))}
    </section>
  );
}

/** The figures, each with its ground. */
function Figures({ room: { figures } }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = figures.negative_share;
  return (
    <dl className={css.figures}>
      <div>
        <dt>{t("overview.mentions")}</dt>
        <dd>{format.number(figures.mentions)}</dd>
      </div>
      <div>
        <dt>{t("overview.negative")}</dt>
        <dd>
          {share ? format.percent(share.value) : "–"}{" "}
          {share && (
            <small>
              {format.percent(share.low)}–{format.percent(share.high)}, n = {format.number(figures.judged)}
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>{t("crisis.peak")}</dt>
        <dd>
          {format.number(figures.peak)}{" "}
          <small>
            {figures.usual_high !== null &&
              t("crisis.peakUsual", { high: format.number(Math.round(figures.usual_high)) })}
          </small>
        </dd>
      </div>
      <div>
        <dt>{t("crisis.duration")}</dt>
        <dd>{format.duration(figures.hours * 3600)}</dd>
      </div>
    </dl>
  );
}
