import { queryOptions } from "@tanstack/react-query";
import { api, call } from "@/api/client";

export const queriesQuery = queryOptions({
  queryKey: ["queries"],
  queryFn: async () => (await call(api.GET("/api/queries"))).items,
});

export const listsQuery = queryOptions({
  queryKey: ["lists"],
  queryFn: async () => (await call(api.GET("/api/lists"))).items,
});

/** Parses while somebody types; a search may use after: and before:. */
export const checkQuery = (query: string, search: boolean) =>
  queryOptions({
    queryKey: ["check", search, query],
    queryFn: ({ signal }) => call(api.POST("/api/queries/check", { body: { query, search }, signal })),
    enabled: query.trim() !== "",
    staleTime: 60_000,
    gcTime: 60_000,
  });

export const previewQuery = (query: string, enabled: boolean) =>
  queryOptions({
    queryKey: ["preview", query],
    queryFn: ({ signal }) => call(api.POST("/api/queries/preview", { body: { query, limit: 20 }, signal })),
    enabled: enabled && query.trim() !== "",
    staleTime: 30_000,
    gcTime: 60_000,
  });
