import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisRoom } from "@/api/schema";
import { useCan } from "@/app/session";
import { tell } from "@/ui/toast";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";

/** What people learned; may be written after the closing too. */
export function Lessons({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const mayWork = useCan("crisis_work");
  const [text, setText] = useState(room.lessons);
  const [base, setBase] = useState(room.lessons);
  // A colleague's words are taken over where nothing unsaved stands here; else they are shown.
  if (room.lessons !== base && (text === base || text.trim() === room.lessons)) {
    setBase(room.lessons);
    setText(room.lessons);
  }
  const theirs = room.lessons !== base;
  const save = useRoomAct(
    () =>
      call(api.PATCH("/api/crisis/rooms/{id}", { params: { path: { id: room.id } }, body: { lessons: text.trim() } })),
    () => tell(t("crisis.lessonsSaved")),
  );
  return (
    <section className="card" aria-label={t("crisis.lessons")}>
      <div className={css.head}>
        <h2>{t("crisis.lessons")}</h2>
      </div>
      {mayWork ? (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            save.mutate();
          }}
        >
          {theirs && (
            <div className={css.conflict} role="alert">
              <p className="strong">{t("crisis.lessonsConflict")}</p>
              <blockquote>{room.lessons}</blockquote>
              <div>
                <Button size="compact-sm" onClick={() => setBase(room.lessons)}>
                  {t("crisis.conflictKeep")}
                </Button>
              </div>
            </div>
          )}
          <Textarea
            aria-label={t("crisis.lessons")}
            placeholder={t("crisis.lessonsPlaceholder")}
            autosize
            minRows={3}
            maxRows={16}
            maxLength={20000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" disabled={theirs || text.trim() === room.lessons} loading={save.isPending}>
              {t("common.save")}
            </Button>
          </div>
        </form>
      ) : (
        <p className={css.statementText}>{room.lessons || t("crisis.noLessons")}</p>
      )}
    </section>
  );
}
