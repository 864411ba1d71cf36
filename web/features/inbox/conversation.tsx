import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { Composer } from "./composer";
import { conversationQuery, patchMention } from "./data";
import { Details } from "./details";
import { ConversationHeader } from "./header";
import css from "./inbox.module.css";
import type { InboxSearch } from "./search-params";
import { TakePanel } from "./take-panel";
import { Thread } from "./thread";
import { useConversationActs } from "./use-acts";

interface Props {
  id: string;
  details: boolean;
  search: InboxSearch;
  onBack: () => void;
  onDetails: (open: boolean) => void;
  onGone: (next: string | undefined, replace?: boolean) => void;
}

export function ConversationPane({ id, details, search, onBack, onDetails, onGone }: Props) {
  const { t } = useTranslation();
  const { user } = useSession();
  const query = useQuery(conversationQuery(id));
  const conversation = query.data;
  const client = useQueryClient();
  useEffect(() => {
    if (conversation) patchMention(client, conversation.mention);
  }, [client, conversation]);
  const acts = useConversationActs(id, conversation, search, onGone);
  useShortcut("Escape", t("keys.back"), details ? () => onDetails(false) : onBack);
  useShortcut("t", t("keys.take"), () => acts.take("dialogue"), acts.mayTake);
  useShortcut("r", t("keys.reply"), () => document.getElementById("take")?.focus(), conversation?.case === null);
  useShortcut("e", t("keys.done"), acts.done, acts.mayFinish);
  if (query.error) {
    return (
      <main id="main" className={css.nothing} tabIndex={-1}>
        <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
      </main>
    );
  }
  if (!conversation) {
    return (
      <main id="main" className={css.main} tabIndex={-1}>
        <Pending />
      </main>
    );
  }
  const working = conversation.case !== null && conversation.case.state !== "closed";
  return (
    <>
      <main id="main" className={css.main} tabIndex={-1}>
        <ConversationHeader
          conversation={conversation}
          acts={acts}
          onBack={onBack}
          details={details}
          onDetails={onDetails}
        />
        <Thread conversation={conversation} />
        {working && conversation.case && (
          <Composer
            key={conversation.case.id}
            conversation={conversation}
            item={conversation.case}
            own={conversation.case.assignee.id === user.id}
          />
        )}
        {!conversation.case && !conversation.mention.dismissed && acts.mayTake && (
          <TakePanel conversation={conversation} onTake={acts.take} pending={acts.pending} />
        )}
      </main>
      <Details conversation={conversation} />
    </>
  );
}
