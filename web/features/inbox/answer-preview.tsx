import { useTranslation } from "react-i18next";
import type { Channel } from "@/api/schema";
import { useSession } from "@/app/session";
import { UserAvatar } from "@/ui/avatar";
import css from "./inbox.module.css";

/** The answer as the person outside will see it: with the name and face that sign it. */
export function AnswerPreview({ text, lang, channel }: { text: string; lang: string; channel: Channel }) {
  const { t } = useTranslation();
  const { user, workspace } = useSession();
  return (
    <div className={css.preview}>
      <div className="small dimmer">{t("composer.previewOn", { channel: channel.name })}</div>
      <div className="row" style={{ alignItems: "flex-start" }}>
        <UserAvatar user={user} size={36} />
        <div className="grow">
          <b>{user.name}</b>{" "}
          <span className="small dimmer">{[user.title, workspace.name].filter(Boolean).join(" · ")}</span>
          <div className={css.body} lang={lang}>
            {text}
          </div>
        </div>
      </div>
    </div>
  );
}
