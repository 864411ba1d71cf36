import { ActionIcon } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShortcut } from "@/app/shortcuts";
import { checkQuery } from "@/features/queries/data";
import { Kbd } from "@/ui/kbd";
import { QueryField } from "@/ui/query-field/query-field";
import { useKnown } from "@/ui/query-field/use-known";
import { utf16Index } from "@/ui/spans";
import { useDebounced } from "@/ui/use-debounced";
import css from "./inbox.module.css";
import type { InboxSearch } from "./search-params";

/** The search box: the whole query language, the error at its place. */
export function ListSearch({ search, onFilter }: { search: InboxSearch; onFilter: (search: InboxSearch) => void }) {
  const { t } = useTranslation();
  const known = useKnown();
  const input = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(search.q ?? "");
  useEffect(() => setText(search.q ?? ""), [search.q]);
  const still = useDebounced(text, 250);
  const error = useQuery(checkQuery(still, true)).data?.error;
  const shown = error && still === text && text.trim() ? error : null;
  useShortcut("/", t("keys.search"), () => input.current?.focus());
  const submit = () => {
    const { q: _, ...rest } = search;
    onFilter(text.trim() ? { ...rest, view: search.view ?? "all", q: text.trim() } : rest);
  };
  const clear = () => {
    setText("");
    const { q: _, ...rest } = search;
    if (search.q) onFilter(rest);
  };
  return (
    <search>
      <div className={css.search} data-error={Boolean(shown)}>
        <IconSearch aria-hidden="true" />
        <QueryField
          inputRef={input}
          label={t("inbox.search")}
          placeholder={t("inbox.searchHint")}
          value={text}
          onChange={setText}
          onSubmit={submit}
          onEscape={() => input.current?.blur()}
          known={known}
          marks={shown ? [{ at: utf16Index(text, shown.offset), tone: "error" }] : []}
          describedBy={shown ? "search-error" : undefined}
        />
        {text ? (
          <ActionIcon variant="subtle" size={24} aria-label={t("inbox.searchClear")} onClick={clear}>
            <IconX />
          </ActionIcon>
        ) : (
          <Kbd>/</Kbd>
        )}
      </div>
      {shown && (
        <p id="search-error" className={css.searchError}>
          {shown.sentence} <span className="dimmer">{shown.code}</span>
        </p>
      )}
    </search>
  );
}
