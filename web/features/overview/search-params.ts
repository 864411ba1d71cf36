export interface OverviewSearch {
  days?: number;
  table?: boolean;
}

export function overviewSearch(search: Record<string, unknown>): OverviewSearch {
  const days = Number(search.days);
  return {
    ...([1, 7, 30, 90].includes(days) ? { days } : {}),
    ...(String(search.table) === "true" ? { table: true } : {}),
  };
}
