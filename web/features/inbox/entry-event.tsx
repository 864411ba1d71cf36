import { useTranslation } from "react-i18next";
import type { EventEntry } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { useReason } from "@/i18n/use-reason";
import { useNow } from "@/ui/use-now";
import css from "./inbox.module.css";

/** What happened, on a thin line: who, what, why. */
export function EventLine({ entry }: { entry: EventEntry }) {
  const { t } = useTranslation();
  const reason = useReason();
  const format = useFormat();
  const now = useNow();
  const event = entry.event === "assigned" && entry.text ? "assignedNote" : entry.event;
  const sentence = t(`event.${event}`, {
    who: entry.by?.name ?? t("event.system"),
    to: entry.to?.name ?? "",
    reason: reason(entry.reason ?? "dialogue"),
    until: entry.until ? format.dateTime(entry.until) : "",
    text: entry.text ?? "",
  });
  return (
    <div className={css.event}>
      <span>
        {format.when(entry.at, now)} · {sentence}
      </span>
    </div>
  );
}
