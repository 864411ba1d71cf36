import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisRoom } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { useNow } from "@/ui/use-now";
import { ActForm } from "./act-form";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";
import { useLevel } from "./level-badge";

const levels = [1, 2, 3, 4] as const;

/** The level among its four, what it means, and where it comes from. */
export function LevelBlock({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const words = useLevel();
  const mayLead = useCan("crisis_lead") && room.state !== "closed";
  const [setting, setSetting] = useState(false);
  const { level } = room;
  const derive = useRoomAct(() =>
    call(api.DELETE("/api/crisis/rooms/{id}/level", { params: { path: { id: room.id } } })),
  );
  return (
    <section className={`card ${css.block}`} aria-label={t("crisis.levelTitle")}>
      <h2 className={css.blockTitle}>{t("crisis.levelTitle")}</h2>
      <ol className={css.levels}>
        {levels.map((n) => (
          <li
            key={n}
            title={words(n).name}
            data-level={n}
            data-on={n === level.value}
            aria-current={n === level.value ? "step" : undefined}
          >
            {n}
            <span className="hidden"> {words(n).name}</span>
          </li>
        ))}
      </ol>
      <p>
        <b className={css.levelName}>{words(level.value).name}</b> {words(level.value).meaning}
      </p>
      <p className="small dim">
        {level.set_by
          ? t("crisis.levelSet", { by: level.set_by.name, reason: level.reason, n: level.derived })
          : t(`crisis.because.${level.because}`)}
        {" · "}
        {t("crisis.since", { when: format.when(level.since, now) })}
      </p>
      {mayLead && !setting && (
        <div className="row wrap">
          <Button size="compact-sm" onClick={() => setSetting(true)}>
            {t("crisis.setLevel")}
          </Button>
          {level.set_by && (
            <Button size="compact-sm" loading={derive.isPending} onClick={() => derive.mutate()}>
              {t("crisis.deriveLevel")}
            </Button>
          )}
        </div>
      )}
      {setting && <LevelForm room={room} onDone={() => setSetting(false)} />}
    </section>
  );
}

function LevelForm({ room, onDone }: { room: CrisisRoom; onDone: () => void }) {
  const { t } = useTranslation();
  const words = useLevel();
  const [value, setValue] = useState(Math.min(4, room.level.value + 1));
  const [reason, setReason] = useState("");
  const set = useRoomAct(
    () =>
      call(
        api.PUT("/api/crisis/rooms/{id}/level", {
          params: { path: { id: room.id } },
          body: { level: value, reason: reason.trim() },
        }),
      ),
    onDone,
  );
  return (
    <ActForm
      act={t("crisis.setLevel")}
      ready={reason.trim() !== ""}
      pending={set.isPending}
      onAct={() => set.mutate()}
      onCancel={onDone}
    >
      <NativeSelect
        label={t("crisis.levelTitle")}
        value={String(value)}
        onChange={(event) => setValue(Number(event.currentTarget.value))}
        data={levels.map((n) => ({ value: String(n), label: `${n} ${words(n).name}` }))}
      />
      <Textarea
        label={t("crisis.reason")}
        autosize
        minRows={2}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </ActForm>
  );
}
