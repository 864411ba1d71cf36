import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { api, call } from "@/api/client";
import { codeOf } from "@/api/problem";
import type { Query } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import type { HalfTyped } from "./use-half-typed";

interface Words {
  name: string;
  query: string;
  color: string | null;
}

const wordsOf = ({ name, query, color }: Query): Words => ({ name, query, color });
const same = (a: Words, b: Words) => a.name === b.name && a.query === b.query && a.color === b.color;

/**
 * A query while it is changed. It knows which version the change began with: `theirs` is the newer one that somebody else has
 * saved since. Where nothing is changed yet, the newer one is simply shown.
 */
export function useEdit(
  stored: Query | undefined,
  initial: string,
  purpose: Query["purpose"],
  halfTyped: HalfTyped,
  onSaved: (result: Query) => void,
) {
  const client = useQueryClient();
  const [base, setBase] = useState(stored);
  const blank: Words = { name: "", query: initial, color: null };
  const [words, setWords] = useState<Words>(stored ? wordsOf(stored) : blank);
  const before = base ? wordsOf(base) : blank;
  const changed = !same(words, before);
  const newer = stored && base && stored.version > base.version ? stored : null;
  const show = (query: Query) => {
    setBase(query);
    setWords(wordsOf(query));
  };
  if (newer && (!changed || same(words, wordsOf(newer)))) show(newer);

  const refresh = () => client.invalidateQueries({ queryKey: ["queries"] });
  const send = useMutation({
    mutationFn: ({ sent: { name, query, color }, version }: { sent: Words; version: number }) => {
      const body = { name: name.trim(), query: query.trim() && query, color };
      return call(
        stored
          ? api.PUT("/api/queries/{id}", { params: { path: { id: stored.id } }, body: { ...body, version } })
          : api.POST("/api/queries", { body: { ...body, purpose } }),
      );
    },
    onSuccess: async (result, { sent }) => {
      setBase(result);
      // What was written while it was being saved stays.
      setWords((now) => (same(now, sent) ? wordsOf(result) : now));
      leaving.current = true;
      await refresh();
      onSaved(result);
      leaving.current = false;
    },
    // Whose version stands in the way is shown once the newer one has been read.
    onError: (error) => (codeOf(error) === "E_CONFLICT" ? refresh() : undefined),
  });
  const save = async (version = base?.version ?? 0) => {
    const query = await halfTyped.settled(words.query);
    if (query !== null) send.mutate({ sent: { ...words, query }, version });
  };

  const leaving = useRef(false);
  const unsaved = useRef(false);
  useEffect(() => {
    unsaved.current = changed || halfTyped.any;
  });
  return {
    words,
    write: (change: Partial<Words>) => setWords((old) => ({ ...old, ...change })),
    show,
    base,
    changed: changed || halfTyped.any,
    theirs: newer && changed ? newer : null,
    save,
    pending: send.isPending,
    error: newer && codeOf(send.error) === "E_CONFLICT" ? null : send.error,
    /** For the page that is about to be left. */
    unsaved: () => unsaved.current && !leaving.current,
    /** What is written is given up, or stored. */
    giveUp: () => {
      leaving.current = true;
    },
  };
}
