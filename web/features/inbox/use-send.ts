import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Channel } from "@/api/schema";
import { randomKey } from "@/ui/key";
import { tell, tellProblem, tellUndo } from "@/ui/toast";
import type { useDraft } from "./use-draft";

interface Answer {
  text: string;
  lang: string;
}

/** Sends an answer once: the same words keep the same key until the server has taken them. */
export function useSend(caseId: string, mentionId: string, channel: Channel, draft: ReturnType<typeof useDraft>) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const key = useRef({ text: "", key: "" });
  const refresh = () => client.invalidateQueries({ queryKey: ["conversation", mentionId] });
  const undo = async (id: string) => {
    try {
      draft.adopt(await call(api.POST("/api/outbox/{id}/cancel", { params: { path: { id } } })));
      tell(t("composer.undone"));
    } catch (error) {
      tellProblem(error);
    }
    void refresh();
  };
  return useMutation({
    mutationFn: ({ text, lang }: Answer) => {
      if (key.current.text !== text) key.current = { text, key: randomKey() };
      return call(
        api.POST("/api/cases/{id}/replies", {
          params: { path: { id: caseId }, header: { "Idempotency-Key": key.current.key } },
          body: { text, lang },
        }),
      );
    },
    onSuccess: (entry) => {
      key.current = { text: "", key: "" };
      draft.emptied();
      void refresh();
      const seconds = Math.max(0, Math.floor((new Date(entry.send_at).getTime() - Date.now()) / 1000));
      if (seconds > 1)
        tellUndo(t("composer.sending", { channel: channel.name, count: seconds }), () => void undo(entry.id), seconds);
    },
    onError: tellProblem,
  });
}
