import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Conversation, Entry } from "@/api/schema";
import { EventLine } from "./entry-event";
import { NoteBlock } from "./entry-note";
import { PostBubble } from "./entry-post";
import { ReplyBubble } from "./entry-reply";
import css from "./inbox.module.css";

export function Thread({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const end = useRef<HTMLDivElement>(null);
  const count = conversation.entries.length;
  const before = useRef(count);
  // An own word or a new answer comes into view; merely opening a conversation begins at its top.
  useEffect(() => {
    if (count > before.current) end.current?.scrollIntoView({ block: "nearest" });
    before.current = count;
  }, [count]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={css.thread} aria-label={t("inbox.thread")} tabIndex={0}>
      {conversation.entries.map((entry) => (
        <EntryView key={`${entry.type}-${entry.id}`} entry={entry} conversation={conversation} />
      ))}
      <div ref={end} />
    </section>
  );
}

function EntryView({ entry, conversation }: { entry: Entry; conversation: Conversation }) {
  switch (entry.type) {
    case "post":
      return <PostBubble entry={entry} main={entry.mention_id === conversation.mention.id} />;
    case "reply":
      return <ReplyBubble entry={entry} mentionId={conversation.mention.id} channel={conversation.channel} />;
    case "note":
      return <NoteBlock entry={entry} own={entry.by.id === conversation.case?.assignee.id} />;
    case "event":
      return <EventLine entry={entry} />;
  }
}
