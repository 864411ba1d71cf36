import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { PrivacyRequest } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { networkName } from "@/ui/chip";
import { Empty } from "@/ui/empty";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./privacy.module.css";

/** What people asked and what was done; names nobody. */
export function RequestList() {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey: ["privacy", "requests"],
    queryFn: ({ pageParam }) =>
      call(api.GET("/api/privacy/requests", { params: { query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <Pending />;
  if (query.error) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!items.length) return <Empty title={t("rights.none")} text={t("rights.noneText")} />;
  return (
    <>
      <ul className={`card ${css.log}`}>
        {items.map((item) => (
          <RequestRow key={item.id} item={item} />
        ))}
      </ul>
      {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>{t("common.more")}</Button>}
    </>
  );
}

export function RequestRow({ item }: { item: PrivacyRequest }) {
  const { t } = useTranslation();
  const format = useFormat();
  const rows = Object.values(item.counts).reduce((sum, count) => sum + count, 0);
  return (
    <li>
      <div className={css.what}>
        <div>
          <b>{t(`rights.${item.kind}`)}</b> · {networkName(item.network)}
        </div>
        <div className="small dim">
          {item.found
            ? t("rights.done", { count: rows, seconds: format.number(item.took_ms / 1000) })
            : t("rights.notFound")}
        </div>
        {item.remaining.length > 0 && (
          <div className="small" role="alert">
            {t("rights.remaining", { count: item.remaining.length })}
          </div>
        )}
      </div>
      <div className={`${css.when} small dimmer`}>
        {format.dateTime(item.at)}
        <div>{item.by?.name ?? t("rights.byCommand")}</div>
      </div>
    </li>
  );
}
