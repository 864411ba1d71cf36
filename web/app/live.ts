import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import type { Session, SessionCounts } from "@/api/schema";
import { sessionQuery } from "./session";

/** A hint from the server that something came or changed; the data is read again where it is shown. */
export interface MentionHint {
  id: string;
  views?: string[];
}

const mentionListeners = new Set<(hint: MentionHint) => void>();
const caseListeners = new Set<(mentionId: string) => void>();

export function onMention(listener: (hint: MentionHint) => void): () => void {
  mentionListeners.add(listener);
  return () => mentionListeners.delete(listener);
}

export function onCase(listener: (mentionId: string) => void): () => void {
  caseListeners.add(listener);
  return () => caseListeners.delete(listener);
}

let connected = true;
const watchers = new Set<() => void>();

function setConnected(next: boolean): void {
  if (connected === next) return;
  connected = next;
  for (const watcher of watchers) watcher();
}

/** False while the line to the server is broken: the shell says so. */
export function useConnected(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => connected,
  );
}

function parse<T>(event: MessageEvent<string>): T | null {
  try {
    return JSON.parse(event.data) as T;
  } catch {
    return null;
  }
}

function follow(client: QueryClient): EventSource {
  const stream = new EventSource("/api/events");
  let broken = false;
  stream.onopen = () => {
    setConnected(true);
    // Whatever happened in between was missed: read again what is shown, except lists under somebody's eyes.
    if (broken) void client.invalidateQueries({ predicate: (query) => query.queryKey[0] !== "mentions" });
    broken = false;
  };
  stream.onerror = () => {
    broken = true;
    setConnected(false);
  };
  const on = <T>(name: string, act: (data: T) => void) =>
    stream.addEventListener(name, (event: MessageEvent<string>) => {
      const data = parse<T>(event);
      if (data) act(data);
    });
  let reading = 0;
  const read = () => {
    reading = 0;
    void client.invalidateQueries({ queryKey: ["conversation"] });
  };
  on<MentionHint>("mention", (hint) => {
    // A reaction belongs to a conversation that may be open; the hint does not say to which. At most twice a second.
    if (reading === 0) reading = window.setTimeout(read, 500);
    for (const listener of mentionListeners) listener(hint);
  });
  on<{ id: string; mention_id?: string }>("case", ({ mention_id }) => {
    void client.invalidateQueries({ queryKey: ["conversation"] });
    if (mention_id) for (const listener of caseListeners) listener(mention_id);
  });
  on<{ id: string }>("outbox", () => void client.invalidateQueries({ queryKey: ["conversation"] }));
  on<{ id: string }>("crisis", () => {
    void client.invalidateQueries({ queryKey: ["crisis"] });
    void client.invalidateQueries({ queryKey: ["alerts", "list"] });
  });
  on<{ id: string }>("hold", () => {
    for (const key of ["session", "crisis", "conversation"]) void client.invalidateQueries({ queryKey: [key] });
  });
  on<{ id: string }>("alert", () => void client.invalidateQueries({ queryKey: ["alerts"] }));
  on<{ id: string }>("source", () => void client.invalidateQueries({ queryKey: ["sources"] }));
  on<SessionCounts>("counts", (counts) => {
    client.setQueryData(sessionQuery.queryKey, (old: Session | null | undefined) => (old ? { ...old, counts } : old));
  });
  return stream;
}

export function useLive(): void {
  const client = useQueryClient();
  useEffect(() => {
    const stream = follow(client);
    return () => stream.close();
  }, [client]);
}
