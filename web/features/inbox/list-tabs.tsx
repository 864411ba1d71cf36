import { useTranslation } from "react-i18next";
import type { MentionPage } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import css from "./inbox.module.css";
import { type InboxSearch, views } from "./search-params";

interface Props {
  search: InboxSearch;
  counts: MentionPage["counts"] | undefined;
  onFilter: (search: InboxSearch) => void;
}

export function ListTabs({ search, counts, onFilter }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const current = search.view ?? "needs_answer";
  return (
    <div className={css.tabs} role="group" aria-label={t("inbox.views")}>
      {views.map((view) => (
        <button key={view} type="button" aria-pressed={view === current} onClick={() => onFilter({ ...search, view })}>
          {t(`inbox.view.${view}`)}{" "}
          {counts && view !== "closed" && <span className="dimmer">{format.number(counts[view])}</span>}
        </button>
      ))}
    </div>
  );
}
