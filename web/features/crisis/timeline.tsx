import { Button, Textarea } from "@mantine/core";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisEvent, CrisisRoom } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { useFormat } from "@/i18n/use-format";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { tellProblem } from "@/ui/toast";
import { useNow } from "@/ui/use-now";
import css from "./crisis.module.css";
import { timelineQuery } from "./data";

/** What happened and who did it, newest first; and what somebody wants to keep. */
export function Timeline({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const events = useInfiniteQuery(timelineQuery(room.id));
  const mayWork = useCan("crisis_work");
  const items = events.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="card" aria-label={t("crisis.timeline")}>
      <div className={css.head}>
        <h2>{t("crisis.timeline")}</h2>
      </div>
      {mayWork && <EntryForm roomId={room.id} />}
      {events.isPending && <Pending lines={4} />}
      <ProblemNote error={events.error} onRetry={() => void events.refetch()} />
      <EventList items={items} />
      {events.hasNextPage && (
        <Button size="compact-sm" onClick={() => void events.fetchNextPage()}>
          {t("common.more")}
        </Button>
      )}
    </section>
  );
}

/** `whole`: every time with its date, as on paper. */
export function EventList({ items, whole = false }: { items: readonly CrisisEvent[]; whole?: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <ol className={css.timeline} data-whole={whole}>
      {items.map((item) => (
        <li key={item.id} data-kind={kindOf(item.kind)}>
          <time className="small dimmer nowrap" dateTime={item.at} title={format.dateTime(item.at)}>
            {whole ? format.dateTime(item.at) : format.when(item.at, now)}
          </time>
          <div>
            {item.kind === "entry" ? (
              <>
                <b>{item.by?.name}</b> <span className={css.entryText}>{item.text}</span>
              </>
            ) : (
              <>
                {item.sentence}
                {item.text && !item.sentence.includes(item.text) && (
                  <span className="dim"> {t("common.quote", { text: item.text })}</span>
                )}
                {item.by && !item.sentence.includes(item.by.name) && (
                  <span className="small dimmer"> · {item.by.name}</span>
                )}
              </>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** Which dot an event has: what went wrong, what was achieved, what a person wrote. */
function kindOf(kind: string): "bad" | "good" | "entry" | "plain" {
  if (kind === "entry") return "entry";
  if (["clock_missed", "approval_refused", "approval_escalated", "hold_begun"].includes(kind)) return "bad";
  if (["clock_met", "statement_approved", "statement_published", "closed", "hold_lifted"].includes(kind)) return "good";
  return "plain";
}

function EntryForm({ roomId }: { roomId: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState("");
  useShortcut("e", t("crisis.addEntry"), () => document.getElementById("crisis-entry")?.focus());
  const add = useMutation({
    mutationFn: () =>
      call(
        api.POST("/api/crisis/rooms/{id}/timeline", { params: { path: { id: roomId } }, body: { text: text.trim() } }),
      ),
    onSuccess: () => {
      setText("");
      void client.invalidateQueries({ queryKey: ["crisis", "timeline", roomId] });
    },
    onError: tellProblem,
  });
  const submit = () => text.trim() && add.mutate();
  return (
    <form
      className={css.entry}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        id="crisis-entry"
        aria-label={t("crisis.addEntry")}
        placeholder={t("crisis.entryPlaceholder")}
        autosize
        minRows={1}
        maxRows={8}
        maxLength={5000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
      />
      <Button type="submit" disabled={!text.trim()} loading={add.isPending}>
        {t("crisis.keep")}
      </Button>
    </form>
  );
}
