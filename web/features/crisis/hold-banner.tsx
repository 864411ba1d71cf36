import { IconHandStop, IconWritingSign } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useCan, useSession } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { useNow } from "@/ui/use-now";
import css from "./crisis.module.css";
import { openRoomsQuery } from "./data";

/** On every screen while it holds: nothing goes out, and why; what still waits after that; and what waits for one's own approval. */
export function HoldBanner() {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { counts } = useSession();
  const { hold } = counts;
  const mayRead = useCan("crisis_read");
  return (
    <>
      {hold && (
        <div className={css.banner} data-screen data-kind="hold" role="status">
          <IconHandStop aria-hidden="true" />
          <span>
            <b>{t("crisis.onHold")}</b>{" "}
            {t("crisis.heldBy", { by: hold.by?.name ?? "", when: format.when(hold.since, now) })}:{" "}
            {t("common.quote", { text: hold.reason })}
          </span>
          {mayRead && (
            <span className={css.bannerLinks}>
              <Link to="/crisis/$id" params={{ id: hold.room.id }}>
                {t("crisis.toRoom")}
              </Link>
              {counts.held > 0 && (
                <Link to="/crisis" search={{ tab: "held" }}>
                  {t("crisis.holds", { count: counts.held, n: format.number(counts.held) })}
                </Link>
              )}
            </span>
          )}
        </div>
      )}
      {!hold && mayRead && counts.held > 0 && (
        <div className={css.banner} data-screen data-kind="held" role="status">
          <IconHandStop aria-hidden="true" />
          <span>
            <Link to="/crisis" search={{ tab: "held" }}>
              {t("crisis.stillWaiting", { count: counts.held, n: format.number(counts.held) })}
            </Link>
          </span>
        </div>
      )}
      {mayRead && counts.to_approve > 0 && <ToApprove count={counts.to_approve} />}
    </>
  );
}

/** Straight to the room where there is only one that asks. */
function ToApprove({ count }: { count: number }) {
  const { t } = useTranslation();
  const asking = useQuery(openRoomsQuery).data?.filter((room) => room.statements_waiting > 0) ?? [];
  const [room] = asking;
  const words = t("crisis.toApprove", { count });
  return (
    <div className={css.banner} data-screen data-kind="held" role="status">
      <IconWritingSign aria-hidden="true" />
      <span>
        {room && asking.length === 1 ? (
          <Link to="/crisis/$id" params={{ id: room.id }}>
            {words}
          </Link>
        ) : (
          <Link to="/crisis">{words}</Link>
        )}
      </span>
    </div>
  );
}
