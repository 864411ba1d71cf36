import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Conversation, Mention } from "@/api/schema";
import { useCan, useSession } from "@/app/session";
import { tell, tellProblem, tellUndo } from "@/ui/toast";
import { mentionsQuery, type Pages, patchMention, removeMention, storeConversation } from "./data";
import type { InboxSearch } from "./search-params";

export type TakeReason = "dialogue" | "legal_claim" | "safety" | "rights_request" | "court_order";

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
  const act = async (request: () => Promise<Conversation | Mention>, then?: () => void) => {
    setPending(true);
    try {
      const result = await request();
      if ("mention" in result) storeConversation(client, result);
      else patchMention(client, result);
      void client.invalidateQueries({ queryKey: ["conversation", id] });
      then?.();
    } catch (error) {
      tellProblem(error);
    }
    setPending(false);
  };
  const reopened = () => call(api.POST("/api/cases/{id}/reopen", params));
  const mention = { params: { path: { id } } };

  const take = (reason: TakeReason) => {
    if (!mayWork || item || pending) return;
    const request = () => call(api.POST("/api/mentions/{id}/take", { ...mention, body: { reason } }));
    void act(request, () => tell(t("take.done", { reason: t(`reason.${reason}`) })));
  };
  const close = () =>
    void act(
      () => call(api.POST("/api/cases/{id}/close", params)),
      () => {
        leave();
        tellUndo(t("case.closedToast"), () => void act(reopened, back));
      },
    );
  const dismiss = () =>
    void act(
      () => call(api.POST("/api/mentions/{id}/dismiss", mention)),
      () => {
        leave();
        tellUndo(
          t("case.dismissedToast"),
          () => void act(() => call(api.POST("/api/mentions/{id}/restore", mention)), back),
        );
      },
    );
  const snooze = (until: string) =>
    void act(
      () => call(api.POST("/api/cases/{id}/snooze", { ...params, body: { until } })),
      () => {
        leave();
        tellUndo(t("case.snoozedToast"), () => void act(reopened, back));
      },
    );
  const assign = (to: string, note: string, name: string) => {
    const before = item?.assignee.id;
    const assigned = (user_id: string, why: string) => () =>
      call(api.POST("/api/cases/{id}/assign", { ...params, body: { user_id, note: why } }));
    void act(assigned(to, note), () =>
      tellUndo(t("case.assignedToast", { name }), () => before && void act(assigned(before, ""))),
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
    reopen: () => void act(reopened),
    snooze,
    assign,
    done: open ? close : dismiss,
    restore: () => void act(() => call(api.POST("/api/mentions/{id}/restore", mention))),
  };
}

export type ConversationActs = ReturnType<typeof useConversationActs>;
