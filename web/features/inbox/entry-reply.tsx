import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Channel, ReplyEntry } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { HeldActs } from "@/features/crisis/held-acts";
import { useFormat } from "@/i18n/use-format";
import { UserAvatar } from "@/ui/avatar";
import { smallPrint } from "@/ui/small-print";
import { tellProblem } from "@/ui/toast";
import { useNow } from "@/ui/use-now";
import css from "./inbox.module.css";

/** An answer of ours: who signs it, and how far it has come. */
export function ReplyBubble({ entry, mentionId, channel }: { entry: ReplyEntry; mentionId: string; channel: Channel }) {
  const format = useFormat();
  const now = useNow();
  if (entry.state === "cancelled") return null;
  return (
    <article className={`${css.post} ${css.us}`}>
      <UserAvatar user={entry.by} />
      <div className={css.bub} data-state={entry.state}>
        <div className={css.meta}>
          <span>
            <b>{entry.by.name}</b>
            {entry.by.title && `, ${entry.by.title}`}
          </span>
          <span>· {format.when(entry.sent_at ?? entry.at, now)}</span>
          <Delivery entry={entry} channel={channel} />
        </div>
        <div className={css.body} lang={entry.lang || undefined}>
          {entry.text}
        </div>
        <Trouble entry={entry} mentionId={mentionId} />
      </div>
    </article>
  );
}

function Delivery({ entry, channel }: { entry: ReplyEntry; channel: Channel }) {
  const { t } = useTranslation();
  const now = useNow(1000);
  if (entry.state === "sent") {
    const label = `✓ ${t("outbox.sent", { channel: channel.name })}`;
    return entry.url ? (
      <a href={entry.url} target="_blank" rel="noreferrer noopener" className={css.out}>
        {label}
      </a>
    ) : (
      <span>· {label}</span>
    );
  }
  const wait = Math.ceil((new Date(entry.send_at).getTime() - now.getTime()) / 1000);
  if (entry.state === "queued" && wait > 0) return <span role="status">· {t("outbox.leaves", { count: wait })}</span>;
  return <span data-tone={entry.state}>· {t(`outbox.${entry.state}`)}</span>;
}

function Trouble({ entry, mentionId }: { entry: ReplyEntry; mentionId: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const params = { params: { path: { id: entry.id } } };
  const after = {
    onSuccess: () => client.invalidateQueries({ queryKey: ["conversation", mentionId] }),
    onError: tellProblem,
  };
  const retry = useMutation({ mutationFn: () => call(api.POST("/api/outbox/{id}/retry", params)), ...after });
  const cancel = useMutation({ mutationFn: () => call(api.POST("/api/outbox/{id}/cancel", params)), ...after });
  if (entry.state === "held_by_crisis")
    return (
      <div className={css.trouble}>
        <HeldActs id={entry.id} />
      </div>
    );
  const waiting = entry.state === "queued";
  if (!entry.error && !waiting && entry.state !== "failed" && entry.state !== "unknown") return null;
  return (
    <div className={css.trouble}>
      {entry.error && (
        <div className="grow">
          <div className="neg">{entry.error.sentence}</div>
          <div className="small dimmer">
            {smallPrint(entry.error, entry.error.sentence)}
            {entry.next_try_at && ` · ${t("outbox.nextTry", { time: format.time(entry.next_try_at) })}`}
          </div>
        </div>
      )}
      {waiting && (
        <Button size="compact-sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>
          {t("outbox.stop")}
        </Button>
      )}
      {(entry.state === "failed" || entry.state === "unknown") && (
        <Button size="compact-sm" loading={retry.isPending} onClick={() => retry.mutate()}>
          {t("outbox.retry")}
        </Button>
      )}
    </div>
  );
}
