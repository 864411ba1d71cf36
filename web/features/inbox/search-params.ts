export const views = ["needs_answer", "mine", "all", "closed"] as const;
const sentiments = ["positive", "neutral", "negative", "unsure"] as const;
const intents = ["complaint", "question", "idea", "praise", "other", "unsure"] as const;
export type View = (typeof views)[number];

/** What the inbox shows, as it stands in the address. */
export interface InboxSearch {
  view?: View;
  q?: string;
  source?: string;
  network?: string;
  query?: string;
  sentiment?: (typeof sentiments)[number];
  intent?: (typeof intents)[number];
  lang?: string;
  /** A mention; only those that say the same. */
  repeats_of?: string;
  after?: string;
  before?: string;
  pane?: "details";
}

const text = (value: unknown): string | undefined =>
  value === undefined || value === null || value === "" ? undefined : String(value);

export function inboxSearch(search: Record<string, unknown>): InboxSearch {
  const view = views.find((name) => name === search.view);
  const result: InboxSearch = {};
  if (view && view !== "needs_answer") result.view = view;
  for (const key of ["q", "source", "network", "query", "lang", "repeats_of", "after", "before"] as const) {
    const value = text(search[key]);
    if (value) result[key] = value;
  }
  const sentiment = sentiments.find((name) => name === search.sentiment);
  if (sentiment) result.sentiment = sentiment;
  const intent = intents.find((name) => name === search.intent);
  if (intent) result.intent = intent;
  if (search.pane === "details") result.pane = "details";
  return result;
}

export function isFiltered({ view: _, pane: __, ...filter }: InboxSearch): boolean {
  return Object.keys(filter).length > 0;
}
