import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { onCase, onMention } from "@/app/live";
import { conversationQuery, patchMention } from "./data";
import type { InboxSearch } from "./search-params";

/** Counts what came since the list was read; shows it when the reader asks. Changed cases are renewed in their place. */
export function useFresh(search: InboxSearch, reload: () => Promise<unknown>) {
  const client = useQueryClient();
  const [count, setCount] = useState(0);
  const seen = useRef(new Set<string>());
  const key = JSON.stringify(search);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another search starts counting anew
  useEffect(() => {
    seen.current.clear();
    setCount(0);
  }, [key]);
  useEffect(
    () =>
      onMention((hint) => {
        const view = search.view ?? "needs_answer";
        if (hint.views && !hint.views.includes(view)) return;
        seen.current.add(hint.id);
        setCount(seen.current.size);
      }),
    [search.view],
  );
  useEffect(
    () =>
      onCase((id) => {
        client
          .fetchQuery({ ...conversationQuery(id), staleTime: 0 })
          .then((conversation) => patchMention(client, conversation.mention))
          .catch(() => undefined);
      }),
    [client],
  );
  const show = () => {
    seen.current.clear();
    setCount(0);
    void reload();
  };
  return { count, show };
}
