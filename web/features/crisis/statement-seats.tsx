import { IconCheck } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Statement } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { UserAvatar } from "@/ui/avatar";
import { useNow } from "@/ui/use-now";
import { Countdown } from "./countdown";
import css from "./crisis.module.css";
import { seats } from "./seats";

/** Two places that fill, and until when. */
export function StatementSeats({ statement }: { statement: Statement }) {
  const { t } = useTranslation();
  const { request, state } = statement;
  const clock = request && {
    started_at: request.at,
    due_at: request.due_at,
    met_at: null,
    missed: request.escalated_at !== null,
  };
  return (
    <div className={css.seats}>
      {seats(statement).map((seat, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the two places never change
        <Seat key={index} seat={seat} n={index + 1} asked={state === "waiting"} />
      ))}
      {state === "waiting" && clock && (
        <div className={css.seatClock}>
          <Countdown clock={clock} />
          <div className="small dim">
            {t(request.escalated_at ? "crisis.escalated" : "crisis.untilPool", {
              names: request.asked.map((user) => user.name).join(", "),
            })}
          </div>
        </div>
      )}
    </div>
  );
}

function Seat({ seat, n, asked }: { seat: ReturnType<typeof seats>[number]; n: number; asked: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const user = seat.approval?.by ?? seat.asked;
  return (
    <div className={css.seat} data-filled={seat.approval !== null}>
      {user ? <UserAvatar user={user} size={26} /> : <span className={css.free} aria-hidden="true" />}
      <div style={{ minWidth: 0 }}>
        <div className="ell">{user?.name ?? t("crisis.seat", { n })}</div>
        <div className="small dim">
          {seat.approval ? (
            <>
              <IconCheck aria-hidden="true" className={css.tick} />
              {t("crisis.approvedAt", { when: format.when(seat.approval.at, now) })}
            </>
          ) : (
            t(seat.asked ? "crisis.asked" : asked ? "crisis.poolAsked" : "crisis.notAsked")
          )}
        </div>
      </div>
    </div>
  );
}
