import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CrisisRoomItem } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { UserAvatar } from "@/ui/avatar";
import { Chip } from "@/ui/chip";
import { useNow } from "@/ui/use-now";
import { Countdown } from "./countdown";
import css from "./crisis.module.css";
import { LevelBadge } from "./level-badge";

/** One room in the list: how bad, what is due next, who leads. */
export function RoomRow({ item }: { item: CrisisRoomItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const closed = item.closed_at !== null;
  return (
    <li className={`card ${css.room}`} data-level={closed ? 0 : item.level}>
      <LevelBadge level={item.level} />
      <div className={css.roomWhat}>
        <div className="row wrap">
          <Link className={css.roomTitle} to="/crisis/$id" params={{ id: item.id }}>
            {item.title}
          </Link>
          {item.drill && <Chip tone="acc">{t("crisis.drill")}</Chip>}
          {item.hold && <Chip tone="neg">{t(item.drill ? "crisis.holdSimulated" : "crisis.holdOn")}</Chip>}
          {item.state === "quieting" && <Chip tone="ok">{t("crisis.state.quieting")}</Chip>}
        </div>
        <div className="small dim">
          {t("crisis.severityOf", { n: item.severity })}
          {" · "}
          {item.closed_at
            ? t("crisis.lasted", {
                from: format.dateTime(item.opened_at),
                time: format.duration((Date.parse(item.closed_at) - Date.parse(item.opened_at)) / 1000),
              })
            : t("crisis.openedAt", { when: format.when(item.opened_at, now) })}
          {!closed && item.steps_open > 0 && ` · ${t("crisis.stepsOpen", { count: item.steps_open })}`}
          {!closed && item.statements_waiting > 0 && ` · ${t("crisis.waiting", { count: item.statements_waiting })}`}
        </div>
      </div>
      {item.next_clock && !closed && (
        <div className={css.nextClock}>
          <Countdown clock={item.next_clock} />
          <div className="small dim">{t(`crisis.clock.${item.next_clock.kind}`)}</div>
        </div>
      )}
      {item.lead && (
        <div className={`row small ${css.lead}`}>
          <UserAvatar user={item.lead} size={24} />
          <span className="dim">{item.lead.name}</span>
        </div>
      )}
    </li>
  );
}
