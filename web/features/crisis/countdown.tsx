import { useTranslation } from "react-i18next";
import type { CrisisClock } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { useNow } from "@/ui/use-now";
import { clockState, countdown, secondsLeft } from "./clock";
import css from "./crisis.module.css";

type Shown = Pick<CrisisClock, "started_at" | "due_at" | "met_at" | "missed">;

/** The time that is left, second by second; met and missed are said in words too. */
export function Countdown({ clock, still = false }: { clock: Shown; still?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(1000);
  const state = clockState(clock, now);
  const took = clock.met_at ? (Date.parse(clock.met_at) - Date.parse(clock.started_at)) / 1000 : 0;
  if (clock.met_at)
    return (
      <span className={css.time} data-state={state}>
        ✓ {took < 60 ? t("crisis.atOnce") : t("crisis.after", { time: format.duration(took) })}
      </span>
    );
  if (still)
    return (
      <span className={css.time} data-state={state === "missed" ? "missed" : "met"}>
        {t("crisis.clockStopped")}
      </span>
    );
  return (
    <span className={css.time} data-state={state} role="timer" aria-live="off">
      {countdown(secondsLeft(clock.due_at, now))}
    </span>
  );
}
