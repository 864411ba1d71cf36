import { queryOptions, useQueries, useQuery } from "@tanstack/react-query";
import { api, call } from "@/api/client";
import type { Overview, Query } from "@/api/schema";
import { useCan } from "@/app/session";
import { listeningOnly, queriesQuery } from "@/features/queries/data";
import type { Outburst } from "./outburst";

export interface Topic {
  query: Query;
  count: number;
  /** The same number of days before; null if we did not listen then. */
  before: number | null;
  inOutburst: number;
}

const MOST = 8;

const total = (query: string, after: string, before: string, enabled = true) =>
  queryOptions({
    queryKey: ["overview", "total", query, after, before],
    queryFn: async ({ signal }) => {
      const params = { query: { view: "all" as const, query, after, before, limit: 1 } };
      return (await call(api.GET("/api/mentions", { params, signal }))).total;
    },
    staleTime: 60_000,
    enabled,
  });

/** What each saved query brought in the period, before it, and in the outburst. Undefined until all of it is there. */
export function useTopics(overview: Overview | undefined, burst: Outburst | null): Topic[] | undefined {
  const read = useCan("mentions_read");
  const saved = useCan("queries_read");
  const known = useQuery({ ...queriesQuery, select: listeningOnly, enabled: read && saved }).data ?? [];
  const queries = read ? known.slice(0, MOST) : [];
  const { from = "", to = "" } = overview ?? {};
  const earlier = overview ? new Date(Date.parse(from) - (Date.parse(to) - Date.parse(from))).toISOString() : "";
  const compared = overview !== undefined && overview.tiles.mentions.before !== null;
  const counts = useQueries({
    queries: queries.flatMap(({ id }) => [
      total(id, from, to, Boolean(overview)),
      total(id, earlier, from, compared),
      total(id, burst?.after ?? "", burst?.before ?? "", Boolean(burst)),
    ]),
  });
  if (!overview || counts.some((count) => count.isLoading)) return undefined;
  return queries
    .map((query, index) => ({
      query,
      count: counts[index * 3]?.data ?? 0,
      before: compared ? (counts[index * 3 + 1]?.data ?? null) : null,
      inOutburst: counts[index * 3 + 2]?.data ?? 0,
    }))
    .filter((topic) => topic.count > 0)
    .sort((a, b) => b.count - a.count);
}

/** The query that belongs to the outburst most: the largest part of its own hits, and much of the outburst. */
export function cause(topics: readonly Topic[], burst: Outburst): Topic | null {
  const share = (topic: Topic) => topic.inOutburst / topic.count;
  return topics
    .filter((topic) => topic.inOutburst >= burst.count * 0.3)
    .reduce<Topic | null>((best, topic) => (!best || share(topic) > share(best) ? topic : best), null);
}
