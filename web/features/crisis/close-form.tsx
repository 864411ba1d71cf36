import { Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisRoom } from "@/api/schema";
import { ActForm } from "./act-form";
import { useRoomAct } from "./data";

/** Closing, with a word and what was learned. Refused while publishing is on hold: then it says what to do first. */
export function CloseForm({ room, onDone }: { room: CrisisRoom; onDone: () => void }) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  // Sent only where somebody changed it here: a colleague may be writing it too.
  const [lessons, setLessons] = useState<string | null>(null);
  const close = useRoomAct(
    () =>
      call(
        api.POST("/api/crisis/rooms/{id}/close", {
          params: { path: { id: room.id } },
          body: { note: note.trim(), ...(lessons === null ? {} : { lessons: lessons.trim() }) },
        }),
      ),
    onDone,
  );
  const open = room.steps.filter((step) => step.state === "open").length;
  return (
    <section className="card" aria-label={t("crisis.close")}>
      <h2>{t("crisis.closeTitle")}</h2>
      <ActForm
        act={t("crisis.close")}
        ready={room.hold === null}
        pending={close.isPending}
        main
        onAct={() => close.mutate()}
        onCancel={onDone}
      >
        {room.hold && <p className="neg">{t("crisis.liftFirst")}</p>}
        {open > 0 && <p className="dim">{t("crisis.closeOpen", { count: open })}</p>}
        <Textarea
          autoFocus
          autosize
          minRows={1}
          maxLength={2000}
          label={t("crisis.closeNote")}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        <Textarea
          autosize
          minRows={3}
          maxLength={20000}
          label={t("crisis.lessons")}
          description={t("crisis.lessonsHelp")}
          value={lessons ?? room.lessons}
          onChange={(event) => setLessons(event.currentTarget.value)}
        />
      </ActForm>
    </section>
  );
}
