import { queryOptions } from "@tanstack/react-query";
import { api, call } from "@/api/client";
import type { Query } from "@/api/schema";

export const queriesQuery = queryOptions({
  queryKey: ["queries"],
  queryFn: async () => (await call(api.GET("/api/queries"))).items,
});

/** Queries whose hits come into the inbox, and tags, which label what is there. */
export const listeningOnly = (all: Query[]) => all.filter((query) => query.purpose === "listen");
export const tagsOnly = (all: Query[]) => all.filter((query) => query.purpose === "tag");

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

/** Why a query matches a stored post, or why not. */
export const explainQuery = (query: string, mention: string) =>
  queryOptions({
    queryKey: ["explain", query, mention],
    queryFn: ({ signal }) => call(api.POST("/api/queries/explain", { body: { query, mention }, signal })),
    gcTime: 60_000,
  });

/** What the NOTs of a query take away from the last 30 days. */
export const lostQuery = (query: string, enabled: boolean) =>
  queryOptions({
    queryKey: ["lost", query],
    queryFn: ({ signal }) => call(api.POST("/api/queries/lost", { body: { query, limit: 5 }, signal })),
    enabled: enabled && query.trim() !== "",
    staleTime: 30_000,
    gcTime: 60_000,
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["queries", id, "versions"],
    queryFn: async () => (await call(api.GET("/api/queries/{id}/versions", { params: { path: { id } } }))).items,
  });

export const differenceQuery = (id: string, from: number, to: number) =>
  queryOptions({
    queryKey: ["queries", id, "difference", from, to],
    queryFn: () => call(api.GET("/api/queries/{id}/difference", { params: { path: { id }, query: { from, to } } })),
  });
