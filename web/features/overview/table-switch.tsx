import { useTranslation } from "react-i18next";
import { Kbd } from "@/ui/kbd";
import css from "./overview.module.css";

/** Turns a chart into its table and back; V does the same where a page says so. */
export function TableSwitch({ table, onTable }: { table: boolean; onTable: (table: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className={css.switch} aria-pressed={table} onClick={() => onTable(!table)}>
      {t(table ? "overview.asChart" : "overview.asTable")} <Kbd>V</Kbd>
    </button>
  );
}
