import { Button, TextInput } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { QuarantineItem } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useFormat } from "@/i18n/use-format";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { smallPrint } from "@/ui/small-print";
import { tell, tellProblem } from "@/ui/toast";
import css from "./sources.module.css";

/** What could not be read keeps its bytes and its reason, until somebody replays or discards it. */
export function Quarantine({ source }: { source: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({
    queryKey: ["sources", "quarantine", source],
    queryFn: ({ pageParam }) =>
      call(api.GET("/api/quarantine", { params: { query: { source, ...(pageParam ? { cursor: pageParam } : {}) } } })),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
    refetchInterval: 5_000, // what is read again may come back
  });
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  if (query.isPending) return <Pending lines={3} />;
  if (query.error) return <ProblemNote error={query.error} onRetry={() => void query.refetch()} />;
  if (items.length === 0) return <p className="dim">{t("quarantine.none")}</p>;
  return (
    <div className="card">
      {items.map((item) => (
        <Held key={item.id} item={item} />
      ))}
      {query.hasNextPage && <Button onClick={() => void query.fetchNextPage()}>{t("common.more")}</Button>}
    </div>
  );
}

function Held({ item }: { item: QuarantineItem }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [reason, setReason] = useState<string | null>(null);
  const params = { params: { path: { id: item.id } } };
  const refresh = () => client.invalidateQueries({ queryKey: ["sources"] });
  const replay = useMutation({
    mutationFn: () => call(api.POST("/api/quarantine/{id}/replay", params)),
    onSuccess: () => tell(t("quarantine.replayed")),
    onError: tellProblem,
    onSettled: refresh,
  });
  const discard = useMutation({
    mutationFn: (why: string) => call(api.POST("/api/quarantine/{id}/discard", { ...params, body: { reason: why } })),
    onError: tellProblem,
    onSettled: refresh,
  });
  return (
    <article className={css.held}>
      <div>
        {item.sentence} <span className="small dimmer">{smallPrint(item, item.sentence)}</span>
      </div>
      <pre className={css.bytes}>{item.preview}</pre>
      <div className="row wrap">
        <span className="small dimmer grow">
          {format.dateTime(item.received_at)} · {format.bytes(item.size)}
        </span>
        {reason === null ? (
          <>
            <Button size="compact-sm" onClick={() => setReason("")}>
              {t("quarantine.discard")}
            </Button>
            <Button size="compact-sm" loading={replay.isPending} onClick={() => replay.mutate()}>
              {t("quarantine.replay")}
            </Button>
          </>
        ) : (
          <form
            className="row wrap"
            onSubmit={(event) => {
              event.preventDefault();
              discard.mutate(reason.trim());
            }}
          >
            <TextInput
              aria-label={t("quarantine.reason")}
              placeholder={t("quarantine.reason")}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
              autoFocus
            />
            <Button type="submit" disabled={!reason.trim()} loading={discard.isPending}>
              {t("quarantine.discard")}
            </Button>
            <Button onClick={() => setReason(null)}>{t("common.cancel")}</Button>
          </form>
        )}
      </div>
    </article>
  );
}
