import { useRef, useState } from "react";
import { api, call } from "@/api/client";
import { codeOf } from "@/api/problem";
import type { QueryGroup } from "@/api/schema";

interface Draft {
  /** The query text that these groups stand for. */
  text: string;
  groups: QueryGroup[];
}

/**
 * The groups that are being edited. They follow the text where that was changed elsewhere; a change of theirs is written
 * as text by the server, which knows what is one condition. `own`: the text is what these groups were written as.
 */
export function useGroups(query: string, stored: QueryGroup[] | null, onQuery: (text: string) => void) {
  const [draft, setDraft] = useState<Draft | null>(null);
  const [error, setError] = useState<unknown>(null);
  const turn = useRef(0);
  const own = draft?.text === query;
  const groups = own ? draft.groups : (stored ?? []);

  /** The new text; null where it was refused or a later change came before it: then nothing has changed. */
  const edit = async (next: QueryGroup[]): Promise<string | null> => {
    turn.current += 1;
    const mine = turn.current;
    try {
      const text = await textOf(next);
      if (mine !== turn.current) return null;
      setDraft({ text, groups: next });
      setError(null);
      onQuery(text);
      return text;
    } catch (problem) {
      if (mine === turn.current) setError(problem);
      return null;
    }
  };
  return { groups, own, edit, error };
}

/** Groups without any condition are an empty query. */
async function textOf(groups: QueryGroup[]): Promise<string> {
  try {
    return (await call(api.POST("/api/queries/groups", { body: { groups } }))).query;
  } catch (problem) {
    if (codeOf(problem) === "E_EMPTY" && groups.every((group) => group.conditions.length === 0)) return "";
    throw problem;
  }
}
