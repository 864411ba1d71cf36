import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
  useQueryClient,
} from "@tanstack/react-query";
import { api, call } from "@/api/client";
import type { CrisisRoom } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { tellProblem } from "@/ui/toast";

const at = (id: string) => ({ params: { path: { id } } });

export const roomsQuery = infiniteQueryOptions({
  queryKey: ["crisis", "rooms"],
  queryFn: ({ pageParam }) =>
    call(api.GET("/api/crisis/rooms", { params: { query: pageParam ? { before: pageParam } : {} } })),
  initialPageParam: "",
  getNextPageParam: (page) => page.next,
});

/** Rooms that are not closed: few, and asked for in many places. */
export const openRoomsQuery = queryOptions({
  queryKey: ["crisis", "open"],
  queryFn: async () =>
    (await call(api.GET("/api/crisis/rooms", { params: { query: { state: "open", limit: 50 } } }))).items,
  staleTime: 60_000,
});

export const roomQuery = (id: string) =>
  queryOptions({
    queryKey: ["crisis", "room", id],
    queryFn: () => call(api.GET("/api/crisis/rooms/{id}", at(id))),
    refetchInterval: 60_000,
  });

export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ["crisis", "timeline", id],
    queryFn: ({ pageParam }) =>
      call(
        api.GET("/api/crisis/rooms/{id}/timeline", {
          params: { path: { id }, query: pageParam ? { before: pageParam } : {} },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });

export const seriesQuery = (id: string) =>
  queryOptions({
    queryKey: ["crisis", "series", id],
    queryFn: ({ signal }) => call(api.GET("/api/crisis/rooms/{id}/series", { ...at(id), signal })),
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });

export const reportQuery = (id: string) =>
  queryOptions({
    queryKey: ["crisis", "report", id],
    queryFn: () => call(api.GET("/api/crisis/rooms/{id}/report", at(id))),
  });

export const versionsQuery = (id: string) =>
  queryOptions({
    queryKey: ["crisis", "versions", id],
    queryFn: async () => (await call(api.GET("/api/crisis/statements/{id}", at(id)))).items,
  });

/** What answers may quote. */
export const statementsQuery = queryOptions({
  queryKey: ["crisis", "statements"],
  queryFn: async () => (await call(api.GET("/api/crisis/statements"))).items,
});

export const heldQuery = queryOptions({
  queryKey: ["crisis", "held"],
  queryFn: () => call(api.GET("/api/crisis/held")),
});

export const crisisSettingsQuery = queryOptions({
  queryKey: ["crisis", "settings"],
  queryFn: () => call(api.GET("/api/crisis/settings")),
});

export const playbooksQuery = queryOptions({
  queryKey: ["crisis", "playbooks"],
  queryFn: async () => (await call(api.GET("/api/crisis/playbooks"))).items,
});

/** Puts a room in its place and lets everything around it be read again. */
export function storeRoom(client: QueryClient, room: CrisisRoom): void {
  client.setQueryData(roomQuery(room.id).queryKey, room);
  void client.invalidateQueries({
    predicate: ({ queryKey: [kind, what, id] }) => kind === "crisis" && !(what === "room" && id === room.id),
  });
}

/** An act in a room; the server answers every one with the whole room. `then` belongs to it: until it is done, it runs. */
export function useRoomAct<T = void>(act: (input: T) => Promise<CrisisRoom>, then?: (room: CrisisRoom) => unknown) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: async (room) => {
      storeRoom(client, room);
      await then?.(room);
    },
    onError: (error) => {
      tellProblem(error);
      void client.invalidateQueries({ queryKey: ["crisis"] });
    },
  });
}
