import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { Once } from "@/api/once";
import type { Conversation, Mention } from "@/api/schema";
import { useCan, useSession } from "@/app/session";
import { tell, tellProblem, tellUndo } from "@/ui/toast";
import { mentionsQuery, type Pages, patchMention, removeMention, storeConversation } from "./data";
import type { InboxSearch } from "./search-params";

export type TakeReason = "dialogue" | "legal_claim" | "safety" | "rights_request" | "court_order";

/** One for all conversations: the second half of a double click must not finish the one that came up in its place. */
const once = new Once();

/** What can be done with an open conversation; each act tells what it did and offers the way back. */
export function useConversationActs(
  id: string,
  conversation: Conversation | undefined,
  search: InboxSearch,
  onGone: (next: string | undefined, replace?: boolean) => void,
) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { user } = useSession();
  const mayWork = useCan("cases_work");
  const [pending, setPending] = useState(false);
  const item = conversation?.case ?? null;
  const params = { params: { path: { id: item?.id ?? "" } } };

  /** Finished items leave the working lists; the next one comes under the eye. */
  const leave = () => {
    const view = search.view ?? "needs_answer";
    if (view === "all" || view === "closed") return;
    const list = client.getQueryData<Pages>(mentionsQuery(search).queryKey)?.pages.flatMap((page) => page.items) ?? [];
    const at = list.findIndex((other) => other.id === id);
    const next = list[at + 1] ?? list[at - 1];
    removeMention(client, id);
    onGone(next?.id === id ? undefined : next?.id, true);
  };
  const back = () => {
    void client.invalidateQueries({ queryKey: ["mentions"] });
    onGone(id, true);
  };
  // Plain functions, no mutation hooks: a way back is often taken when this conversation is no longer shown.
  const act = async (name: string, request: () => Promise<Conversation | Mention>, then?: () => void) => {
    if (!once.begin(name)) return;
    setPending(true);
    let succeeded = false;
    try {
      const result = await request();
      if ("mention" in result) storeConversation(client, result);
      else patchMention(client, result);
      void client.invalidateQueries({ queryKey: ["conversation", id] });
      succeeded = true;
      then?.();
    } catch (error) {
      tellProblem(error);
    }
    once.end(name, succeeded);
    setPending(false);
  };
  const reopened = () => call(api.POST("/api/cases/{id}/reopen", params));
  const mention = { params: { path: { id } } };

  const take = (reason: TakeReason) => {
    if (!mayWork || item || pending) return;
    const request = () => call(api.POST("/api/mentions/{id}/take", { ...mention, body: { reason } }));
    void act("take", request, () => tell(t("take.done", { reason: t(`reason.${reason}`) })));
  };
  const close = () =>
    void act(
      "done",
      () => call(api.POST("/api/cases/{id}/close", params)),
      () => {
        leave();
        tellUndo(t("case.closedToast"), () => void act("reopen", reopened, back));
      },
    );
  const dismiss = () =>
    void act(
      "done",
      () => call(api.POST("/api/mentions/{id}/dismiss", mention)),
      () => {
        leave();
        tellUndo(
          t("case.dismissedToast"),
          () => void act("restore", () => call(api.POST("/api/mentions/{id}/restore", mention)), back),
        );
      },
    );
  const snooze = (until: string) =>
    void act(
      "snooze",
      () => call(api.POST("/api/cases/{id}/snooze", { ...params, body: { until } })),
      () => {
        leave();
        tellUndo(t("case.snoozedToast"), () => void act("reopen", reopened, back));
      },
    );
  const assign = (to: string, note: string, name: string) => {
    const before = item?.assignee.id;
    const assigned = (user_id: string, why: string) => () =>
      call(api.POST("/api/cases/{id}/assign", { ...params, body: { user_id, note: why } }));
    void act("assign", assigned(to, note), () =>
      tellUndo(t("case.assignedToast", { name }), () => before && void act("assign back", assigned(before, ""))),
    );
  };
  const open = item !== null && item.state !== "closed";
  return {
    pending,
    mayTake: mayWork && conversation !== undefined && item === null && !conversation.mention.dismissed,
    mayFinish: mayWork && conversation !== undefined && (open || (item === null && !conversation.mention.dismissed)),
    mayWork,
    own: item?.assignee.id === user.id,
    take,
    reopen: () => void act("reopen", reopened),
    snooze,
    assign,
    done: open ? close : dismiss,
    restore: () => void act("restore", () => call(api.POST("/api/mentions/{id}/restore", mention))),
  };
}

export type ConversationActs = ReturnType<typeof useConversationActs>;
