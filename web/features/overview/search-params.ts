import { type Against, asAgainst } from "./against";

export const spans = [1, 7, 14, 30, 90, 366] as const;

/** What the overview shows, as it stands in the address. */
export interface OverviewSearch {
  days?: number;
  table?: boolean;
  /** A saved query; everything if left out. */
  query?: string;
  /** Another one, drawn beside it. */
  versus?: string;
  /** What the period is compared with; the one before if left out. */
  against?: Against;
  source?: string;
  lang?: string;
}

export function overviewSearch(search: Record<string, unknown>): OverviewSearch {
  const days = Number(search.days);
  const result: OverviewSearch = {};
  if (spans.some((span) => span === days) && days !== 14) result.days = days;
  const against = asAgainst(search.against);
  if (against) result.against = against;
  if (String(search.table) === "true") result.table = true;
  for (const key of ["query", "versus", "source", "lang"] as const)
    if (search[key] !== undefined && search[key] !== "") result[key] = String(search[key]);
  return result;
}
