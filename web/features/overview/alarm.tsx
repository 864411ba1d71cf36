import { useTranslation } from "react-i18next";
import type { Topic } from "@/api/schema";
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
        <LinkButton to="/inbox" search={behind(search, after, before)} variant="filled">
          {t("overview.alarmOpen")}
        </LinkButton>
      )}
    </section>
  );
}
