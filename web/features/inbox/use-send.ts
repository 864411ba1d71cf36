import { useQueryClient } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { codeOf } from "@/api/problem";
import type { Channel } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { randomKey } from "@/ui/key";
import { tell, tellProblem, tellUndo } from "@/ui/toast";
import type { useDraft } from "./use-draft";

interface Answer {
  text: string;
  lang: string;
  /** It is to go out although publishing is on hold. */
  confirm_hold?: boolean;
}

/** Sends an answer once: the same words keep the same key until the server has taken them. `onHold`: publishing is on hold,
 * and nobody has confirmed that this is to go out all the same. */
export function useSend(
  caseId: string,
  mentionId: string,
  channel: Channel,
  draft: ReturnType<typeof useDraft>,
  onHold: () => void,
) {
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
    mutationFn: (answer: Answer) => {
      const { text } = answer;
      if (key.current.text !== text) key.current = { text, key: randomKey() };
      return call(
        api.POST("/api/cases/{id}/replies", {
          params: { path: { id: caseId }, header: { "Idempotency-Key": key.current.key } },
          body: answer,
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
    onError: (error) => {
      if (codeOf(error) !== "E_HOLD") return tellProblem(error);
      // Refused is not taken: the confirmed one is another request.
      key.current = { text: "", key: "" };
      onHold();
    },
  });
}
