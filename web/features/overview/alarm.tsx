import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/use-format";
import { LinkButton } from "@/ui/link-button";
import type { Outburst } from "./outburst";
import css from "./overview.module.css";
import type { Topic } from "./topics-data";

/** The alarm explains itself: since when, how much more than usual, and what it is about. */
export function Alarm({ burst, topic, mayOpen }: { burst: Outburst; topic: Topic | null; mayOpen: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { after, before } = burst;
  const usual = Math.max(1, Math.round(burst.usual));
  const about = topic
    ? ` · ${t("overview.alarmTopic", { name: topic.query.name, n: format.number(topic.inOutburst) })}`
    : "";
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
        <LinkButton
          to="/inbox"
          search={{ view: "all", after, before, ...(topic ? { query: topic.query.id } : {}) }}
          variant="filled"
        >
          {t("overview.alarmOpen")}
        </LinkButton>
      )}
    </section>
  );
}
