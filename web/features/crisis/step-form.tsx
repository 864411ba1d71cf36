import { Select, Textarea } from "@mantine/core";
import { DateTimePicker } from "@mantine/dates";
import { useQuery } from "@tanstack/react-query";
import dayjs from "dayjs";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisRoom, CrisisStep } from "@/api/schema";
import { usersQuery } from "@/features/people/data";
import { ActForm } from "./act-form";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";

type Props = { onDone: () => void } & ({ room: CrisisRoom; step?: undefined } | { step: CrisisStep; room?: undefined });

/** One form for adding a step and changing one. */
export function StepForm({ room, step, onDone }: Props) {
  const { t } = useTranslation();
  const users = useQuery(usersQuery).data?.filter((user) => user.active) ?? [];
  const [text, setText] = useState(step?.text ?? "");
  const [owner, setOwner] = useState<string | null>(step?.owner?.id ?? room?.lead?.id ?? null);
  const [due, setDue] = useState<string | null>(step?.due_at ? dayjs(step.due_at).format("YYYY-MM-DD HH:mm:ss") : null);
  const save = useRoomAct(() => {
    const body = {
      text: text.trim(),
      due_at: due ? dayjs(due).toISOString() : null,
      ...(owner ? { owner_id: owner } : {}),
    };
    return call(
      room
        ? api.POST("/api/crisis/rooms/{id}/steps", { params: { path: { id: room.id } }, body })
        : api.PATCH("/api/crisis/steps/{id}", { params: { path: { id: step.id } }, body }),
    );
  }, onDone);
  return (
    <ActForm
      act={t("common.save")}
      ready={text.trim() !== ""}
      pending={save.isPending}
      onAct={() => save.mutate()}
      onCancel={onDone}
    >
      <Textarea
        autoFocus
        autosize
        minRows={1}
        maxLength={1000}
        label={t("crisis.stepText")}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={css.fields}>
        <Select
          label={t("crisis.owner")}
          searchable
          allowDeselect={false}
          data={users.map((user) => ({ value: user.id, label: user.name }))}
          value={owner}
          onChange={setOwner}
        />
        <DateTimePicker
          label={t("crisis.due")}
          clearable
          minDate={step ? undefined : dayjs().startOf("day").toDate()}
          valueFormat="DD.MM.YYYY HH:mm"
          clearButtonProps={{ "aria-label": t("common.remove") }}
          submitButtonProps={{ "aria-label": t("common.close") }}
          value={due}
          onChange={setDue}
        />
      </div>
    </ActForm>
  );
}
