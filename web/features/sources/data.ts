import { queryOptions } from "@tanstack/react-query";
import { api, call } from "@/api/client";

export const sourcesQuery = queryOptions({
  queryKey: ["sources"],
  queryFn: async () => (await call(api.GET("/api/sources"))).items,
});

export const kindsQuery = queryOptions({
  queryKey: ["source-kinds"],
  queryFn: async () => (await call(api.GET("/api/source-kinds"))).items,
  staleTime: Number.POSITIVE_INFINITY,
});

export const ledgerQuery = queryOptions({
  queryKey: ["sources", "ledger"],
  queryFn: () => call(api.GET("/api/ledger")),
});
