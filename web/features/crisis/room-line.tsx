import { useTranslation } from "react-i18next";
import type { CrisisRoom } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { UserAvatar } from "@/ui/avatar";
import { Chip } from "@/ui/chip";
import { useNow } from "@/ui/use-now";
import css from "./crisis.module.css";

/** Under the title: drill or not, who leads, since when and why; of a closed room how long it took. */
export function RoomLine({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <div className={css.line}>
      {room.drill && (
        <p className={css.drill}>
          <b>{t("crisis.drill")}</b> {t("crisis.drillText")}
        </p>
      )}
      <div className="row wrap dim">
        {room.state === "closed" && <Chip tone="ok">{t("crisis.state.closed")}</Chip>}
        {room.lead && (
          <span className="row" style={{ gap: 6 }}>
            <UserAvatar user={room.lead} size={22} />
            <span>
              {t("crisis.lead")}: <b>{room.lead.name}</b>
            </span>
          </span>
        )}
        <span>
          {t("crisis.openedBy", { by: room.opened_by?.name ?? "", when: format.when(room.opened_at, now) })}
          {room.alert_at && ` · ${t("crisis.alarmAt", { when: format.when(room.alert_at, now) })}`}
          {room.closed_at &&
            ` · ${t("crisis.closedBy", {
              by: room.closed_by?.name ?? "",
              when: format.when(room.closed_at, now),
              time: format.duration((Date.parse(room.closed_at) - Date.parse(room.opened_at)) / 1000),
            })}`}
        </span>
        {room.reason && <span>{t("common.quote", { text: room.reason })}</span>}
      </div>
    </div>
  );
}
