import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, call } from "@/api/client";
import type { InboxSearch } from "@/features/inbox/search-params";
import type { OverviewSearch } from "./search-params";

/** What narrows the figures, as the server takes it. */
export type Narrowed = Pick<OverviewSearch, "days" | "query" | "source" | "lang"> & { until?: string };

export const overviewQuery = (narrowed: Narrowed) =>
  queryOptions({
    queryKey: ["overview", narrowed],
    queryFn: ({ signal }) => call(api.GET("/api/overview", { params: { query: narrowed }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

export const topicsQuery = (narrowed: Narrowed) =>
  queryOptions({
    queryKey: ["overview", "topics", narrowed],
    queryFn: ({ signal }) => call(api.GET("/api/overview/topics", { params: { query: narrowed }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

export const voicesQuery = (narrowed: Narrowed) =>
  queryOptions({
    queryKey: ["overview", "voices", narrowed],
    queryFn: ({ signal }) => call(api.GET("/api/overview/voices", { params: { query: narrowed }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });

/** The mentions behind a figure, as the inbox takes it. */
export function behind({ query, source, lang }: OverviewSearch, after: string, before: string): InboxSearch {
  return {
    view: "all",
    after,
    before,
    ...(query ? { query } : {}),
    ...(source ? { source } : {}),
    ...(lang ? { lang } : {}),
  };
}
