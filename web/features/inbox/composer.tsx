import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Case, Conversation } from "@/api/schema";
import { useCan } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { AnswerForm } from "./answer-form";
import css from "./inbox.module.css";
import { NoteForm } from "./note-form";

interface Props {
  conversation: Conversation;
  item: Case;
  own: boolean;
}

/** Reply to the person outside, or note for colleagues: never to be mixed up. */
export function Composer({ conversation, item, own }: Props) {
  const { t } = useTranslation();
  const mayNote = useCan("cases_note");
  // Only somebody who asked for the note writes at once; else the keys would stop moving through the list.
  const [asked, setAsked] = useState(false);
  const openNote = () => {
    setAsked(true);
    setTab("note");
  };
  const [tab, setTab] = useState<"reply" | "note">(conversation.channel.can_reply ? "reply" : "note");
  useShortcut("n", t("keys.note"), openNote, mayNote);
  useShortcut(
    "r",
    t("keys.reply"),
    () => {
      setTab("reply");
      setTimeout(() => document.getElementById("answer")?.focus());
    },
    mayNote,
  );
  if (!mayNote) return null;
  return (
    <section className={css.composer} data-tab={tab} aria-label={t("composer.title")}>
      <div className={css.composerTop} role="group" aria-label={t("composer.title")}>
        <button type="button" aria-pressed={tab === "reply"} onClick={() => setTab("reply")}>
          {t("composer.reply")}
        </button>
        <button type="button" aria-pressed={tab === "note"} onClick={openNote}>
          {t("composer.note")}
        </button>
      </div>
      {/* Both stay mounted: switching loses nothing. */}
      <div hidden={tab !== "reply"}>
        <AnswerForm conversation={conversation} item={item} own={own} />
      </div>
      {tab === "note" && <NoteForm caseId={item.id} mentionId={conversation.mention.id} focus={asked} />}
    </section>
  );
}
