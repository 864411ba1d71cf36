import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import { api, call } from "@/api/client";
import type { AlertRuleRequest } from "@/api/schema";

const pageOf = (before: string) => ({ params: { query: before ? { before } : {} } });

export const alertsQuery = infiniteQueryOptions({
  queryKey: ["alerts", "list"],
  queryFn: ({ pageParam }) => call(api.GET("/api/alerts", pageOf(pageParam))),
  initialPageParam: "",
  getNextPageParam: (page) => page.next,
});

export const rulesQuery = queryOptions({
  queryKey: ["alerts", "rules"],
  queryFn: async () => (await call(api.GET("/api/alert-rules"))).items,
});

export const targetsQuery = queryOptions({
  queryKey: ["alerts", "targets"],
  queryFn: () => call(api.GET("/api/alert-targets")),
});

export const deliveriesQuery = infiniteQueryOptions({
  queryKey: ["alerts", "deliveries"],
  queryFn: ({ pageParam }) => call(api.GET("/api/alert-deliveries", pageOf(pageParam))),
  initialPageParam: "",
  getNextPageParam: (page) => page.next,
});

/** What a rule would have raised over the last weeks. */
export const previewQuery = (rule: AlertRuleRequest, enabled: boolean) =>
  queryOptions({
    queryKey: ["alerts", "preview", rule],
    queryFn: ({ signal }) => call(api.POST("/api/alert-rules/preview", { body: rule, signal })),
    enabled,
    staleTime: 30_000,
    gcTime: 60_000,
    retry: false,
  });
