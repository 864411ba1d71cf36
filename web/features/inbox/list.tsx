import { useInfiniteQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { SessionCounts } from "@/api/schema";
import { useSession } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { Kbd } from "@/ui/kbd";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { mentionsQuery } from "./data";
import css from "./inbox.module.css";
import { ListEmpty } from "./list-empty";
import { ListFilters } from "./list-filters";
import { ListItem } from "./list-item";
import { ListSearch } from "./list-search";
import { ListTabs } from "./list-tabs";
import { type InboxSearch, isFiltered } from "./search-params";
import { useFresh } from "./use-fresh";

interface Props {
  search: InboxSearch;
  selected: string | undefined;
  onSelect: (id: string | undefined) => void;
  onFilter: (search: InboxSearch) => void;
}

const pick = ({ needs_answer, mine, all }: SessionCounts) => ({ needs_answer, mine, all });

export function MentionList({ search, selected, onSelect, onFilter }: Props) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(mentionsQuery(search));
  const items = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const first = query.data?.pages[0];
  const { counts: now } = useSession();
  // Without a filter the numbers follow the house; with one they belong to the list as it was read.
  const counts = first && (isFiltered(search) ? first.counts : { ...first.counts, ...pick(now) });
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 100,
    getItemKey: (index) => items[index]?.id ?? index,
    overscan: 8,
  });
  const fresh = useFresh(search, () => {
    scroller.current?.scrollTo({ top: 0 });
    return query.refetch();
  });
  // Where the list is empty nothing lies under anybody's eyes: what comes is shown at once.
  const bare = first !== undefined && items.length === 0;
  useEffect(() => {
    if (bare && fresh.count > 0) fresh.show();
  }, [bare, fresh.count, fresh.show]);
  const at = items.findIndex((item) => item.id === selected);
  const step = (by: number) => {
    const next = items[at < 0 ? 0 : Math.min(items.length - 1, Math.max(0, at + by))];
    if (!next) return;
    onSelect(next.id);
    rows.scrollToIndex(items.indexOf(next));
  };
  useShortcut("j", t("keys.next"), () => step(1));
  useShortcut("k", t("keys.previous"), () => step(-1));
  const visible = rows.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && last >= items.length - 8) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, last, items.length]);
  return (
    <section className={css.list} aria-label={t("inbox.list")}>
      <ListSearch search={search} onFilter={onFilter} />
      <ListTabs search={search} counts={counts} onFilter={onFilter} />
      <ListFilters search={search} onFilter={onFilter} total={first?.total} complete={first?.complete ?? true} />
      {fresh.count > 0 && (
        <button type="button" className={css.fresh} onClick={fresh.show}>
          {t("inbox.fresh", { count: fresh.count })}
        </button>
      )}
      <div ref={scroller} className={css.items}>
        {query.isPending && <Pending lines={9} />}
        {query.error && (
          <div style={{ padding: 12 }}>
            <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
          </div>
        )}
        {first && items.length === 0 && <ListEmpty search={search} onFilter={onFilter} />}
        <ul style={{ height: rows.getTotalSize(), position: "relative" }}>
          {visible.map((row) => {
            const mention = items[row.index];
            if (!mention) return null;
            return (
              <li
                key={row.key}
                ref={rows.measureElement}
                data-index={row.index}
                className={css.slot}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <ListItem mention={mention} on={mention.id === selected} search={search} />
              </li>
            );
          })}
        </ul>
      </div>
      <div className={css.foot}>
        <Kbd>J</Kbd>
        <Kbd>K</Kbd> {t("keys.browse")} <Kbd>R</Kbd> {t("keys.reply")} <Kbd>T</Kbd> {t("keys.take")}
        <span className="grow" />
        <Kbd>?</Kbd>
      </div>
    </section>
  );
}
