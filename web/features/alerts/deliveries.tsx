import { Button } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { AlertDelivery } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { tellProblem } from "@/ui/toast";
import { useNow } from "@/ui/use-now";
import css from "./alerts.module.css";
import { deliveriesQuery } from "./data";

const tones = { sent: "ok", queued: "plain", failed: "neg" } as const;

/** How every alert was told, and once more on demand. */
export function Deliveries() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(deliveriesQuery);
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (list.isPending) return <Pending />;
  if (list.error) return <ProblemNote error={list.error} onRetry={() => void list.refetch()} />;
  if (items.length === 0) return <p className="dim">{t("alerts.noDeliveries")}</p>;
  return (
    <>
      <ul className={`card ${css.rows}`}>
        {items.map((item) => (
          <li key={item.id}>
            <Row item={item} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && <Button onClick={() => void list.fetchNextPage()}>{t("common.more")}</Button>}
    </>
  );
}

function Row({ item }: { item: AlertDelivery }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const client = useQueryClient();
  const mayWrite = useCan("alerts_write");
  const replay = useMutation({
    mutationFn: () => call(api.POST("/api/alert-deliveries/{id}/replay", { params: { path: { id: item.id } } })),
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ["alerts", "deliveries"] }),
  });
  return (
    <div className="row wrap">
      <div className="grow">
        <b>{item.target.name}</b> <span className="dim">{t(`alerts.target.${item.target.kind}`)}</span>{" "}
        {item.notice_id && <Chip>{t("nav.crisis")}</Chip>}
        <div className="small dimmer">
          {format.when(item.created_at, now)} · {t("alerts.attempts", { count: item.attempts })}
          {item.next_try_at &&
            item.attempts > 0 &&
            ` · ${t("alerts.nextTry", { when: format.when(item.next_try_at, now) })}`}
        </div>
        {item.error && <div className="small">{item.error.sentence}</div>}
      </div>
      <Chip tone={tones[item.state]}>{t(`alerts.state.${item.state}`)}</Chip>
      {mayWrite && (
        <Button
          size="compact-sm"
          loading={replay.isPending}
          aria-label={`${t("alerts.replay")}: ${item.target.name}`}
          onClick={() => replay.mutate()}
        >
          {t("alerts.replay")}
        </Button>
      )}
    </div>
  );
}
