import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Draft } from "@/api/schema";
import css from "./inbox.module.css";

/** Two people wrote at the same time: both texts are shown, and the reader decides. */
export function DraftConflict({
  theirs,
  mine,
  onResolve,
}: {
  theirs: Draft;
  mine: string;
  onResolve: (text: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={css.conflict} role="alert">
      <div className="strong">{t("draft.conflictTitle", { name: theirs.updated_by?.name ?? t("draft.somebody") })}</div>
      <blockquote className={css.body}>{theirs.text || t("draft.empty")}</blockquote>
      <div className="row wrap">
        <Button size="compact-sm" onClick={() => onResolve(`${theirs.text}\n\n${mine}`.trim())}>
          {t("draft.keepBoth")}
        </Button>
        <Button size="compact-sm" onClick={() => onResolve(mine)}>
          {t("draft.keepMine")}
        </Button>
        <Button size="compact-sm" onClick={() => onResolve(theirs.text)}>
          {t("draft.keepTheirs")}
        </Button>
      </div>
    </div>
  );
}
