export const tabs = ["rooms", "held", "settings"] as const;
export type Tab = (typeof tabs)[number];

export interface CrisisSearch {
  tab?: Tab;
}

export function crisisSearch(search: Record<string, unknown>): CrisisSearch {
  const tab = tabs.find((name) => name === search.tab && name !== "rooms");
  return tab ? { tab } : {};
}

/** What a room is opened from. */
export interface OpenSearch {
  alert?: string;
  query?: string;
  drill?: boolean;
}

export function openSearch(search: Record<string, unknown>): OpenSearch {
  const result: OpenSearch = {};
  for (const key of ["alert", "query"] as const) if (search[key]) result[key] = String(search[key]);
  if (String(search.drill) === "true") result.drill = true;
  return result;
}

export interface RoomSearch {
  table?: boolean;
}

export function roomSearch(search: Record<string, unknown>): RoomSearch {
  return String(search.table) === "true" ? { table: true } : {};
}
