import { IconExternalLink, IconPhoto } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PostEntry } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { AuthorAvatar, AuthorName } from "@/ui/avatar";
import { Marked } from "@/ui/marked";
import { useNow } from "@/ui/use-now";
import css from "./inbox.module.css";

export function PostBubble({ entry, main }: { entry: PostEntry; main: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <article className={css.post} data-main={main}>
      <AuthorAvatar author={entry.author} />
      <div className={css.bub}>
        <div className={css.meta}>
          <AuthorName author={entry.author} />
          <span>· {format.when(entry.at, now)}</span>
          {entry.url && (
            <a href={entry.url} target="_blank" rel="noreferrer noopener" className={css.out}>
              {t("inbox.original")} <IconExternalLink size={12} aria-hidden="true" />
            </a>
          )}
        </div>
        {entry.deleted ? (
          <i className="dimmer">{t("inbox.deleted")}</i>
        ) : (
          <>
            {entry.title && (
              <h2 className={css.postTitle}>
                <Marked text={entry.title} spans={entry.spans} field="title" />
              </h2>
            )}
            <div className={css.body}>
              <Marked text={entry.text} spans={entry.spans} />
            </div>
            {entry.media.length > 0 && (
              <div className="small dimmer row">
                <IconPhoto aria-hidden="true" /> {t("inbox.media", { count: entry.media.length })}
              </div>
            )}
          </>
        )}
      </div>
    </article>
  );
}
