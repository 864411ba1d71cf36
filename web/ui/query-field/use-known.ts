import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useCan } from "@/app/session";
import { listsQuery } from "@/features/queries/data";
import { sourcesQuery } from "@/features/sources/data";
import type { Known } from "./complete";

/** What completion can offer: the sources, networks and lists of this workspace. */
export function useKnown(): Known {
  const sources = useQuery({ ...sourcesQuery, enabled: useCan("sources_read") }).data;
  const lists = useQuery({ ...listsQuery, enabled: useCan("queries_read") }).data;
  return useMemo(
    () => ({
      networks: [...new Set(sources?.map((source) => source.network) ?? [])],
      sources: sources?.map((source) => source.name) ?? [],
      lists: lists?.map((list) => list.name) ?? [],
    }),
    [sources, lists],
  );
}
