import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Topic } from "@/api/schema";
import { useCan } from "@/app/session";
import { alertsQuery } from "@/features/alerts/data";
import { openRoomsQuery } from "@/features/crisis/data";
import { useFormat } from "@/i18n/use-format";
import { LinkButton } from "@/ui/link-button";
import { behind } from "./data";
import type { Outburst } from "./outburst";
import css from "./overview.module.css";
import type { OverviewSearch } from "./search-params";

/** The alarm explains itself: since when, how much more than usual, and what it is about. */
export function Alarm({
  burst,
  topic,
  search,
  mayOpen,
}: {
  burst: Outburst;
  /** The first of the period. */
  topic: Topic | undefined;
  search: OverviewSearch;
  mayOpen: boolean;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const { after, before } = burst;
  const usual = Math.max(1, Math.round(burst.usual));
  const rising = topic?.status === "new" || topic?.status === "rising";
  const about = topic && rising ? ` · ${t("overview.alarmTopic", { name: topic.name })}` : "";
  return (
    <section className={css.alarm} aria-label={t("overview.alarm")}>
      <b>{t("overview.alarmAt", { day: format.weekday(after), from: format.time(after), to: format.time(before) })}</b>
      <span className="grow">
        {t("overview.alarmText", {
          count: burst.count,
          n: format.number(burst.count),
          usual: format.number(usual),
          peak: format.number(burst.peak.count),
          high: format.number(Math.round(burst.peak.high)),
        })}
        {about}
      </span>
      {mayOpen && (
        <LinkButton to="/inbox" search={behind(search, after, before)}>
          {t("overview.alarmOpen")}
        </LinkButton>
      )}
      <CrisisButton burst={burst} query={search.query} />
    </section>
  );
}

/** The room of the alert that was raised then, or the opening of one: from the alert where there is one, else by hand. */
function CrisisButton({ burst, query }: { burst: Outburst; query: string | undefined }) {
  const { t } = useTranslation();
  const mayRead = useCan("crisis_read");
  const mayWork = useCan("crisis_work");
  const alerts = useInfiniteQuery({ ...alertsQuery, enabled: useCan("alerts_read") }).data;
  const open = useQuery({ ...openRoomsQuery, enabled: mayRead }).data ?? [];
  const raised = alerts?.pages
    .flatMap((page) => page.items)
    .filter(
      (alert) => Date.parse(alert.to) > Date.parse(burst.after) && Date.parse(alert.from) < Date.parse(burst.before),
    )
    .filter((alert) => !query || alert.query_id === query || alert.query_id === null)
    .at(-1);
  const room = open.find((one) => (raised ? one.id === raised.room_id || one.alert_id === raised.id : false));
  if (room)
    return (
      <LinkButton to="/crisis/$id" params={{ id: room.id }} variant="filled">
        {t("crisis.toRoom")}
      </LinkButton>
    );
  if (!mayWork) return null;
  return (
    <LinkButton to="/crisis/new" search={raised ? { alert: raised.id } : query ? { query } : {}} variant="filled">
      {t("crisis.open")}
    </LinkButton>
  );
}
