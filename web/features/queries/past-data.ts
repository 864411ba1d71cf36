import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "@/api/client";

/** The same as previewQuery, with time for posts that the index alone cannot decide. */
export const patientPreviewQuery = (query: string, enabled: boolean) =>
  queryOptions({
    queryKey: ["preview", "patient", query],
    queryFn: ({ signal }) =>
      call(api.POST("/api/queries/preview", { body: { query, limit: 20, patient: true }, signal })),
    enabled,
    staleTime: 30_000,
    gcTime: 60_000,
  });

/** Older hits, page by page, from `first` on. */
export const olderHitsQuery = (query: string, first: string | null, enabled: boolean) =>
  infiniteQueryOptions({
    queryKey: ["preview", "older", query, first],
    queryFn: ({ pageParam, signal }) =>
      call(api.POST("/api/queries/preview", { body: { query, limit: 20, cursor: pageParam }, signal })),
    initialPageParam: first,
    getNextPageParam: (page) => page.next,
    enabled: enabled && first !== null,
    staleTime: 30_000,
    gcTime: 60_000,
  });

/** Queries that are or were applied to the past; asked again while one runs. */
export const backfillsQuery = queryOptions({
  queryKey: ["backfills"],
  queryFn: async () => (await call(api.GET("/api/backfills"))).items,
  refetchInterval: ({ state }) => (state.data?.some((job) => job.state === "running") ? 1000 : false),
});
