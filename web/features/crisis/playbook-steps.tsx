import { useTranslation } from "react-i18next";
import type { PlaybookStep } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import css from "./crisis.module.css";

/** The steps of a playbook to read. */
export function PlaybookSteps({ steps }: { steps: readonly PlaybookStep[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <ol className={css.planned}>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: only read
        <li key={index} className="row wrap">
          <Chip>{t("crisis.fromLevel", { n: step.level })}</Chip>
          <span className="grow">{step.text}</span>
          {step.due_minutes !== null && (
            <span className="small dim">{t("crisis.within", { time: format.duration(step.due_minutes * 60) })}</span>
          )}
        </li>
      ))}
    </ol>
  );
}
