import { useCallback, useMemo, useRef, useState } from "react";

/**
 * A condition that is typed in the builder and not added yet. It is part of what somebody means: leaving its field adds it,
 * and whoever saves or shows the query another way asks for the settled text first.
 */
export function useHalfTyped() {
  const fields = useRef(new Set<string>());
  const running = useRef<Promise<string | null> | null>(null);
  const [any, setAny] = useState(false);
  const report = useCallback((field: string, typed: boolean) => {
    if (typed) fields.current.add(field);
    else fields.current.delete(field);
    setAny(fields.current.size > 0);
  }, []);
  const begin = useCallback((adding: Promise<string | null>) => {
    running.current = adding;
    void adding.finally(() => {
      if (running.current === adding) running.current = null;
    });
  }, []);
  /** The query with what was being added; null where a condition was refused and still stands in its field. */
  const settled = useCallback(async (query: string): Promise<string | null> => {
    const text = running.current ? await running.current : query;
    return fields.current.size > 0 ? null : text;
  }, []);
  return useMemo(() => ({ any, report, begin, settled }), [any, report, begin, settled]);
}

export type HalfTyped = ReturnType<typeof useHalfTyped>;
