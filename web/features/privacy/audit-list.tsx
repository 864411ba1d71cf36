import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useFormat } from "@/i18n/use-format";
import { Empty } from "@/ui/empty";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./privacy.module.css";

/** Everything that changed something, newest first. It only grows. */
export function AuditList() {
  const { t } = useTranslation();
  const format = useFormat();
  const query = useInfiniteQuery({
    queryKey: ["audit"],
    queryFn: ({ pageParam }) =>
      call(api.GET("/api/audit", { params: { query: pageParam ? { cursor: pageParam } : {} } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <Pending />;
  if (query.error) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (!items.length) return <Empty title={t("privacy.noAudit")} />;
  return (
    <>
      <p className="dim">{t("privacy.auditText")}</p>
      <ul className={`card ${css.log}`}>
        {items.map((item) => (
          <li key={item.id}>
            <div className={css.what}>
              <div>
                <b>{item.user?.name ?? t("event.system")}</b> <code className="mono">{item.action}</code> {item.object}
              </div>
              {(item.reason || item.detail) && (
                <div className="small dim">{[item.reason, item.detail].filter(Boolean).join(" · ")}</div>
              )}
            </div>
            <div className={`${css.when} small dimmer`}>{format.dateTime(item.at)}</div>
          </li>
        ))}
      </ul>
      {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>{t("common.more")}</Button>}
    </>
  );
}
