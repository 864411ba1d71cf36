import { useCallback, useEffect, useRef, useState } from "react";
import { api, call } from "@/api/client";
import { codeOf } from "@/api/problem";
import type { Case, Draft } from "@/api/schema";

export type DraftState = "still" | "changed" | "saving" | "saved" | "offline" | "conflict";

/** Keeps an answer while it is written. It never overwrites what somebody else wrote: then it shows both. */
export function useDraft(item: Case) {
  const [text, setText] = useState(item.draft.text);
  const [lang, setLang] = useState(item.draft.lang);
  const [state, setState] = useState<DraftState>("still");
  const [theirs, setTheirs] = useState<Draft | null>(null);
  const version = useRef(item.draft.version);
  const saved = useRef(item.draft.text);
  const latest = useRef({ text, lang });
  latest.current = { text, lang };

  // Written elsewhere (a colleague, another window): taken over where nothing unsaved stands here.
  useEffect(() => {
    if (item.draft.version <= version.current) return;
    if (latest.current.text === saved.current) {
      version.current = item.draft.version;
      saved.current = item.draft.text;
      setText(item.draft.text);
      if (item.draft.lang) setLang(item.draft.lang);
    } else {
      setTheirs(item.draft);
      setState("conflict");
    }
  }, [item.draft]);

  const save = useCallback(async () => {
    const { text: now, lang: language } = latest.current;
    if (now === saved.current) return;
    setState("saving");
    try {
      const draft = await call(
        api.PUT("/api/cases/{id}/draft", {
          params: { path: { id: item.id } },
          body: { text: now, lang: language, version: version.current },
        }),
      );
      version.current = draft.version;
      saved.current = now;
      setState(latest.current.text === now ? "saved" : "changed");
    } catch (error) {
      if (codeOf(error) !== "E_CONFLICT") return setState("offline");
      const current = await call(api.GET("/api/cases/{id}", { params: { path: { id: item.id } } })).catch(() => null);
      setTheirs(current?.case?.draft ?? null);
      setState("conflict");
    }
  }, [item.id]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: every keystroke starts the wait anew
  useEffect(() => {
    if (text === saved.current || state === "conflict") return;
    const timer = setTimeout(() => void save(), state === "offline" ? 5000 : 800);
    return () => clearTimeout(timer);
  }, [text, lang, save, state === "conflict", state === "offline"]);

  // Leaving keeps what was typed last.
  useEffect(() => () => void save(), [save]);

  const resolve = (keep: string) => {
    if (!theirs) return;
    version.current = theirs.version;
    saved.current = theirs.text;
    setText(keep);
    setTheirs(null);
    setState(keep === theirs.text ? "saved" : "changed");
  };
  /** After sending: the server emptied the draft. */
  const emptied = () => {
    saved.current = "";
    setText("");
    setState("still");
  };
  const adopt = (draft: Draft) => {
    version.current = draft.version;
    saved.current = draft.text;
    setText(draft.text);
    setState("still");
  };
  return { text, setText, lang, setLang, state, theirs, resolve, emptied, adopt };
}
