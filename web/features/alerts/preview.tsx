import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AlertRuleRequest } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { ProblemNote } from "@/ui/problem-note";
import { useDebounced } from "@/ui/use-debounced";
import { previewQuery } from "./data";

const shown = 8;

/** "Would have fired 3 times in the last 8 weeks", with when and how much. */
export function Preview({ rule, enabled }: { rule: AlertRuleRequest; enabled: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  // Neither name nor where it is told changes what it would have raised.
  const asked = useDebounced({ ...rule, name: "-", targets: [], schedule: null, active: true }, 400);
  const { data, error } = useQuery(previewQuery(asked, enabled));
  if (error && enabled) return <ProblemNote error={error} />;
  if (!data || !enabled) return null;
  return (
    <section aria-live="polite">
      <p>
        <b>
          {t("alerts.would", { count: data.firings.length, n: format.number(data.firings.length), weeks: data.weeks })}
        </b>
        {!data.whole && ` ${t("alerts.notWhole")}`}
      </p>
      <ul className="small dim">
        {data.firings.slice(-shown).map((firing) => (
          <li key={firing.at}>
            {format.dateTime(firing.at)}: {format.number(firing.count)}
            {firing.usual && ` (${t("alerts.usual", { low: firing.usual[0], high: firing.usual[1] })})`}
          </li>
        ))}
      </ul>
    </section>
  );
}
