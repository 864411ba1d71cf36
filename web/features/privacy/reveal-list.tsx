import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Reveal } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { useReason } from "@/i18n/use-reason";
import { Seal, UserAvatar } from "@/ui/avatar";
import { Empty } from "@/ui/empty";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./privacy.module.css";

export function RevealList() {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey: ["reveals"],
    queryFn: ({ pageParam }) =>
      call(api.GET("/api/reveals", { params: { query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <Pending />;
  if (query.error) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!items.length) return <Empty title={t("privacy.noReveals")} text={t("privacy.noRevealsText")} />;
  return (
    <>
      <p className="dim">{t("privacy.revealsText")}</p>
      <ul className={`card ${css.log}`}>
        {items.map((item) => (
          <RevealRow key={item.id} item={item} />
        ))}
      </ul>
      {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>{t("common.more")}</Button>}
    </>
  );
}

function RevealRow({ item }: { item: Reveal }) {
  const { t } = useTranslation();
  const reason = useReason();
  const format = useFormat();
  const mayOpen = useCan("mentions_read");
  const number = item.case_number === null ? "" : t("case.number", { n: format.number(item.case_number) });
  return (
    <li>
      <UserAvatar user={item.user} />
      <div className={css.what}>
        <div>
          <b>{item.user.name}</b> {t("privacy.opened")} <Seal size={14} /> {t("author.sealed", { ref: item.ref4 })}
        </div>
        <div className="small dim">
          {t("common.quote", { text: reason(item.reason) })} · {item.source}
          {number && " · "}
          {number && mayOpen && item.mention_id ? (
            <Link to="/inbox/$id" params={{ id: item.mention_id }} search={{ view: "all" }}>
              {number}
            </Link>
          ) : (
            number
          )}
        </div>
      </div>
      <div className={`${css.when} small dimmer`}>
        {format.dateTime(item.at)}
        <div>
          {item.open_until ? t("privacy.until", { when: format.dateTime(item.open_until) }) : t("privacy.untilClosed")}
        </div>
      </div>
    </li>
  );
}
