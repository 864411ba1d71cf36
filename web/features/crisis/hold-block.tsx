import { Button, TextInput } from "@mantine/core";
import { IconHandStop, IconPlayerPlay } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisRoom } from "@/api/schema";
import { useCan, useSession } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { useFormat } from "@/i18n/use-format";
import { useNow } from "@/ui/use-now";
import { ActForm } from "./act-form";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";

/** The one switch: whether anything of ours goes out. */
export function HoldBlock({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { counts } = useSession();
  const mayLead = useCan("crisis_lead") && room.state !== "closed";
  const [asking, setAsking] = useState(false);
  const { hold } = room;
  const elsewhere = !hold && !room.drill && counts.hold && counts.hold.room.id !== room.id ? counts.hold : null;
  const waiting = room.holds.reduce((sum, one) => sum + (one.lifted_at && !one.drill ? one.waiting : 0), 0);
  useShortcut("h", t(hold ? "crisis.lift" : "crisis.hold"), () => setAsking(true), mayLead && !elsewhere);
  return (
    <section className={`card ${css.block} ${css.hold}`} data-on={hold !== null} aria-label={t("crisis.holdTitle")}>
      <h2 className={css.blockTitle}>
        {t("crisis.holdTitle")} {room.drill && <span className="dim">· {t("crisis.simulated")}</span>}
      </h2>
      {hold ? <HoldState room={room} /> : <p>{t(room.drill ? "crisis.goesOutDrill" : "crisis.goesOut")}</p>}
      {elsewhere && (
        <p className="neg">
          {t("crisis.heldElsewhere")}{" "}
          <Link to="/crisis/$id" params={{ id: elsewhere.room.id }}>
            {elsewhere.room.title}
          </Link>
        </p>
      )}
      {!hold && waiting > 0 && (
        <p>
          <Link to="/crisis" search={{ tab: "held" }}>
            {t("crisis.stillWaiting", { count: waiting, n: format.number(waiting) })}
          </Link>
        </p>
      )}
      {mayLead && !elsewhere && !asking && (
        <div>
          <Button leftSection={hold ? <IconPlayerPlay /> : <IconHandStop />} onClick={() => setAsking(true)}>
            {t(hold ? "crisis.lift" : "crisis.hold")}
          </Button>
        </div>
      )}
      {asking && <HoldForm room={room} onDone={() => setAsking(false)} />}
    </section>
  );
}

function HoldState({ room: { hold } }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  if (!hold) return null;
  return (
    <>
      <p className="strong">{t("common.quote", { text: hold.reason })}</p>
      <p className="small">
        {t("crisis.heldBy", { by: hold.by?.name ?? "", when: format.when(hold.since, now) })}
        {" · "}
        {hold.held === 0 ? (
          t("crisis.holdsNone")
        ) : hold.drill ? (
          t("crisis.wouldHold", { count: hold.held, n: format.number(hold.held) })
        ) : (
          <Link to="/crisis" search={{ tab: "held" }}>
            {t("crisis.holds", { count: hold.held, n: format.number(hold.held) })}
          </Link>
        )}
      </p>
    </>
  );
}

/** A reason that everybody reads, or a word at the lifting. */
function HoldForm({ room, onDone }: { room: CrisisRoom; onDone: () => void }) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const on = room.hold !== null;
  const path = { params: { path: { id: room.id } } };
  const turn = useRoomAct(
    () =>
      call(
        on
          ? api.POST("/api/crisis/rooms/{id}/hold/lift", { ...path, body: { note: words.trim() } })
          : api.POST("/api/crisis/rooms/{id}/hold", { ...path, body: { reason: words.trim() } }),
      ),
    onDone,
  );
  const ready = on || words.trim() !== "";
  return (
    <ActForm
      act={t(on ? "crisis.lift" : "crisis.hold")}
      ready={ready}
      pending={turn.isPending}
      main
      onAct={() => turn.mutate()}
      onCancel={onDone}
    >
      <TextInput
        autoFocus
        label={t(on ? "crisis.liftNote" : "crisis.holdReason")}
        description={t(on ? "crisis.liftHelp" : room.drill ? "crisis.holdHelpDrill" : "crisis.holdHelp")}
        maxLength={500}
        value={words}
        onChange={(event) => setWords(event.currentTarget.value)}
      />
    </ActForm>
  );
}
