import { MultiSelect, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisRoom } from "@/api/schema";
import { useCan } from "@/app/session";
import { targetsQuery } from "@/features/alerts/data";
import { usersQuery } from "@/features/people/data";
import { ActForm } from "./act-form";
import { useRoomAct } from "./data";

/** The room's name, who leads it, and who else hears of it. */
export function RoomEdit({ room, onDone }: { room: CrisisRoom; onDone: () => void }) {
  const { t } = useTranslation();
  const users = useQuery(usersQuery).data?.filter((user) => user.active) ?? [];
  const targets = useQuery({ ...targetsQuery, enabled: useCan("alerts_read") }).data?.items ?? [];
  const [title, setTitle] = useState(room.title);
  const [lead, setLead] = useState(room.lead?.id ?? null);
  const [told, setTold] = useState<string[]>(room.target_ids);
  const save = useRoomAct(
    () =>
      call(
        api.PATCH("/api/crisis/rooms/{id}", {
          params: { path: { id: room.id } },
          body: { title: title.trim(), target_ids: told, ...(lead ? { lead_id: lead } : {}) },
        }),
      ),
    onDone,
  );
  return (
    <ActForm
      act={t("common.save")}
      ready={title.trim() !== ""}
      pending={save.isPending}
      main
      card
      onAct={() => save.mutate()}
      onCancel={onDone}
    >
      <TextInput
        autoFocus
        label={t("crisis.roomTitle")}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Select
        label={t("crisis.lead")}
        searchable
        allowDeselect={false}
        data={users.map((user) => ({ value: user.id, label: user.name }))}
        value={lead}
        onChange={setLead}
      />
      {targets.length > 0 && (
        <MultiSelect
          label={t("crisis.targets")}
          data={targets.map((target) => ({ value: target.id, label: target.name }))}
          value={told}
          onChange={setTold}
        />
      )}
    </ActForm>
  );
}
