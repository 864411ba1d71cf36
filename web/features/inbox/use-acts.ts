import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Conversation, Mention } from "@/api/schema";
import { useCan, useSession } from "@/app/session";
import { tell, tellProblem, tellUndo } from "@/ui/toast";
import { mentionsQuery, type Pages, patchMention, removeMention, storeConversation } from "./data";
import type { InboxSearch } from "./search-params";

export type TakeReason = "dialogue" | "legal_claim" | "safety" | "rights_request";

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
  const run = useMutation({
    mutationFn: (act: () => Promise<Conversation>) => act(),
    onSuccess: (result) => storeConversation(client, result),
    onError: tellProblem,
  });
  const dismissal = useMutation({
    mutationFn: (restore: boolean) =>
      call(
        api.POST(restore ? "/api/mentions/{id}/restore" : "/api/mentions/{id}/dismiss", { params: { path: { id } } }),
      ),
    onSuccess: (mention: Mention) => {
      patchMention(client, mention);
      void client.invalidateQueries({ queryKey: ["conversation", id] });
    },
    onError: tellProblem,
  });
  const act = (request: () => Promise<Conversation>, then?: () => void) =>
    run.mutate(request, { onSuccess: () => then?.() });

  const take = (reason: TakeReason) => {
    if (!mayWork || item || run.isPending) return;
    act(
      () => call(api.POST("/api/mentions/{id}/take", { params: { path: { id } }, body: { reason } })),
      () => tell(t("take.done", { reason: t(`reason.${reason}`) })),
    );
  };
  const reopen = () => act(() => call(api.POST("/api/cases/{id}/reopen", params)));
  const close = () =>
    act(
      () => call(api.POST("/api/cases/{id}/close", params)),
      () => {
        leave();
        tellUndo(t("case.closedToast"), () => act(() => call(api.POST("/api/cases/{id}/reopen", params)), back));
      },
    );
  const dismiss = () =>
    dismissal.mutate(false, {
      onSuccess: () => {
        leave();
        tellUndo(t("case.dismissedToast"), () => dismissal.mutate(true, { onSuccess: back }));
      },
    });
  const snooze = (until: string) =>
    act(
      () => call(api.POST("/api/cases/{id}/snooze", { ...params, body: { until } })),
      () => {
        leave();
        tellUndo(t("case.snoozedToast"), () => act(() => call(api.POST("/api/cases/{id}/reopen", params)), back));
      },
    );
  const assign = (to: string, note: string, name: string) => {
    const before = item?.assignee.id;
    act(
      () => call(api.POST("/api/cases/{id}/assign", { ...params, body: { user_id: to, note } })),
      () => {
        tellUndo(t("case.assignedToast", { name }), () => {
          if (before) act(() => call(api.POST("/api/cases/{id}/assign", { ...params, body: { user_id: before } })));
        });
      },
    );
  };
  const open = item !== null && item.state !== "closed";
  return {
    pending: run.isPending || dismissal.isPending,
    mayTake: mayWork && conversation !== undefined && item === null && !conversation.mention.dismissed,
    mayFinish: mayWork && conversation !== undefined && (open || (item === null && !conversation.mention.dismissed)),
    mayWork,
    own: item?.assignee.id === user.id,
    take,
    reopen,
    snooze,
    assign,
    done: open ? close : dismiss,
    restore: () => dismissal.mutate(true),
  };
}

export type ConversationActs = ReturnType<typeof useConversationActs>;
