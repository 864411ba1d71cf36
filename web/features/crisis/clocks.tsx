import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisClock, CrisisRoom } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { useNow } from "@/ui/use-now";
import { ActForm } from "./act-form";
import { clockState } from "./clock";
import { Countdown } from "./countdown";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";
import { asTime, WhenField } from "./when-field";

/** What is due by when: running, met, missed. */
export function Clocks({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  return (
    <section className={`card ${css.block}`} aria-label={t("crisis.clocks")}>
      <h2 className={css.blockTitle}>{t("crisis.clocks")}</h2>
      <ul className={css.clocks}>
        {room.clocks.map((clock) => (
          <Clock key={clock.kind} clock={clock} room={room} />
        ))}
      </ul>
    </section>
  );
}

function Clock({ clock, room }: { clock: CrisisClock; room: CrisisRoom }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow(1000);
  const mayWork = useCan("crisis_work");
  const [telling, setTelling] = useState(false);
  const closed = room.state === "closed";
  const state = clockState(clock, now);
  const by = clock.met_by ? clock.met_by.name : clock.met_at ? t("crisis.bySystem") : "";
  return (
    <li data-state={state}>
      <div className={css.clockRow}>
        <div className="grow">
          <div className="strong">{t(`crisis.clock.${clock.kind}`)}</div>
          <div className="small dim">
            {clock.met_at
              ? t(state === "late" ? "crisis.metLate" : "crisis.metBy", { by, time: format.when(clock.met_at, now) })
              : t(state === "missed" ? "crisis.wasDue" : "crisis.dueAt", { time: format.when(clock.due_at, now) })}
            {clock.note && ` · ${clock.note}`}
          </div>
        </div>
        <Countdown clock={clock} still={closed} />
      </div>
      {!clock.met_at && !closed && mayWork && !telling && (
        <button type="button" className={`plain link small ${css.tell}`} onClick={() => setTelling(true)}>
          {t("crisis.meet")}
        </button>
      )}
      {telling && <MeetForm room={room} kind={clock.kind} onDone={() => setTelling(false)} />}
    </li>
  );
}

/** A clock met in a way that the program cannot see. */
function MeetForm({ room, kind, onDone }: { room: CrisisRoom; kind: CrisisClock["kind"]; onDone: () => void }) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  const [at, setAt] = useState<string | null>(null);
  const meet = useRoomAct(
    () =>
      call(
        api.POST("/api/crisis/rooms/{id}/clocks", {
          params: { path: { id: room.id } },
          body: { kind, note: note.trim(), ...asTime(at) },
        }),
      ),
    onDone,
  );
  return (
    <ActForm
      act={t("crisis.meetSave")}
      ready={note.trim() !== ""}
      pending={meet.isPending}
      onAct={() => meet.mutate()}
      onCancel={onDone}
    >
      <TextInput
        autoFocus
        label={t("crisis.meetHow")}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <WhenField value={at} onChange={setAt} />
    </ActForm>
  );
}
