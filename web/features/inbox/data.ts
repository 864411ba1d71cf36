import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from "@tanstack/react-query";
import { api, call } from "@/api/client";
import type { Conversation, Mention, MentionPage } from "@/api/schema";
import type { InboxSearch } from "./search-params";

export type Pages = InfiniteData<MentionPage, string | undefined>;

export const mentionsQuery = (search: InboxSearch) => {
  const { pane: _, ...filter } = search;
  return infiniteQueryOptions({
    queryKey: ["mentions", filter],
    queryFn: ({ pageParam, signal }) =>
      call(
        api.GET("/api/mentions", {
          params: {
            query: { view: "needs_answer", ...filter, limit: 50, ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // The list changes only when the reader asks for it: what the eye is on stays where it is.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
};

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ["conversation", id],
    queryFn: () => call(api.GET("/api/mentions/{id}", { params: { path: { id } } })),
  });

/** Puts a changed mention into every list that shows it, in its place. */
export function patchMention(client: QueryClient, mention: Mention): void {
  client.setQueriesData<Pages>({ queryKey: ["mentions"] }, (old) =>
    mapItems(old, (item) => (item.id === mention.id ? mention : item)),
  );
}

export function removeMention(client: QueryClient, id: string): void {
  client.setQueriesData<Pages>({ queryKey: ["mentions"] }, (old) =>
    mapItems(old, (item) => (item.id === id ? null : item)),
  );
}

function mapItems(pages: Pages | undefined, change: (item: Mention) => Mention | null): Pages | undefined {
  if (!pages) return pages;
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      items: page.items.map(change).filter((item): item is Mention => item !== null),
    })),
  };
}

/** Every action on a case answers with the whole conversation. */
export function storeConversation(client: QueryClient, conversation: Conversation): void {
  client.setQueryData(["conversation", conversation.mention.id], conversation);
  patchMention(client, conversation.mention);
}
