import { Button, TextInput } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useQueryClient } from "@tanstack/react-query";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Case, Promise as Pledge } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { tellProblem } from "@/ui/toast";
import { useNow } from "@/ui/use-now";
import css from "./inbox.module.css";

/** A promise is a thing with a clock. */
export function Promises({ item, mentionId }: { item: Case; mentionId: string }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const mayWork = useCan("cases_work");
  return (
    <>
      {item.promises.map((promise) => (
        <PromiseCard key={promise.id} promise={promise} />
      ))}
      {adding ? (
        <PromiseForm caseId={item.id} mentionId={mentionId} onDone={() => setAdding(false)} />
      ) : (
        mayWork &&
        item.state !== "closed" && (
          <div>
            <Button size="compact-sm" onClick={() => setAdding(true)}>
              {t("promise.add")}
            </Button>
          </div>
        )
      )}
    </>
  );
}

function PromiseCard({ promise }: { promise: Pledge }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const left = (new Date(promise.due).getTime() - now.getTime()) / 1000;
  const state = promise.kept_at
    ? t("promise.kept", { date: format.date(promise.kept_at) })
    : left < 0
      ? t("promise.late", { time: format.duration(-left) })
      : t("promise.left", { time: format.duration(left) });
  return (
    <section className={css.promise} data-state={promise.kept_at ? "kept" : left < 0 ? "late" : "open"}>
      <h3>{t("promise.title")}</h3>
      {t("common.quote", { text: promise.text })}
      <div className="small dimmer">
        {state} · {format.dateTime(promise.due)}
      </div>
    </section>
  );
}

function PromiseForm({ caseId, mentionId, onDone }: { caseId: string; mentionId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const [due, setDue] = useState<string | null>(() =>
    dayjs().add(2, "day").hour(17).minute(0).second(0).format("YYYY-MM-DD HH:mm:ss"),
  );
  const save = useMutation({
    mutationFn: () =>
      call(
        api.POST("/api/cases/{id}/promises", {
          params: { path: { id: caseId } },
          body: { text: text.trim(), due: dayjs(due).toISOString() },
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["conversation", mentionId] });
      onDone();
    },
    onError: tellProblem,
  });
  return (
    <form
      className={css.promise}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="stack" style={{ gap: 8 }}>
        <TextInput
          label={t("promise.what")}
          placeholder={t("promise.hint")}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <DateTimePicker
          label={t("promise.due")}
          value={due}
          onChange={setDue}
          minDate={new Date()}
          valueFormat="DD.MM.YYYY HH:mm"
        />
        <div className="row">
          <Button type="submit" variant="filled" disabled={!text.trim() || !due} loading={save.isPending}>
            {t("promise.save")}
          </Button>
          <Button onClick={onDone}>{t("common.cancel")}</Button>
        </div>
      </div>
    </form>
  );
}
