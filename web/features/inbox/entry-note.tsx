import { useTranslation } from "react-i18next";
import type { NoteEntry } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { useNow } from "@/ui/use-now";
import css from "./inbox.module.css";

export function NoteBlock({ entry, own }: { entry: NoteEntry; own: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <article className={css.note} data-own={own}>
      <div className={css.meta}>
        {t("note.by", { name: entry.by.name })} · {t("note.internal")} · {format.when(entry.at, now)}
      </div>
      <div className={css.body}>{entry.text}</div>
    </article>
  );
}
