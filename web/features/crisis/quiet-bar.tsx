import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisRoom } from "@/api/schema";
import { useCan } from "@/app/session";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";

/** The room proposes closing: why, and the two things one can do. */
export function QuietBar({ room, onClose }: { room: CrisisRoom; onClose: () => void }) {
  const { t } = useTranslation();
  const mayLead = useCan("crisis_lead");
  const keep = useRoomAct(() =>
    call(
      api.POST("/api/crisis/rooms/{id}/reopen", {
        params: { path: { id: room.id } },
        body: { reason: t("crisis.keepOpenReason") },
      }),
    ),
  );
  if (room.state !== "quieting") return null;
  return (
    <section className={css.quiet} aria-label={t("crisis.quiet")}>
      <b>{t("crisis.quiet")}</b>
      <span className="grow">{room.quiet.ground}</span>
      {mayLead && (
        <>
          <Button loading={keep.isPending} onClick={() => keep.mutate()}>
            {t("crisis.keepOpen")}
          </Button>
          <Button variant="filled" onClick={onClose}>
            {t("crisis.close")}
          </Button>
        </>
      )}
    </section>
  );
}
