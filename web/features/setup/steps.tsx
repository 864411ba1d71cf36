import { useTranslation } from "react-i18next";
import css from "./setup.module.css";

const names = ["kind", "connect", "justify", "query", "watch"] as const;

export function Steps({ at }: { at: number }) {
  const { t } = useTranslation();
  return (
    <ol className={css.steps} aria-label={t("wizard.steps")}>
      {names.map((name, index) => (
        <li
          key={name}
          data-state={index < at ? "done" : index === at ? "now" : "open"}
          aria-current={index === at ? "step" : undefined}
        >
          <span className={css.dot}>{index < at ? "✓" : index + 1}</span>
          {t(`wizard.step.${name}`)}
        </li>
      ))}
    </ol>
  );
}
