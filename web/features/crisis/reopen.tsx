import { Button, Popover, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisRoom } from "@/api/schema";
import { useRoomAct } from "./data";

/** Opens a closed room again, with a reason; its clocks start anew. */
export function ReopenButton({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const reopen = useRoomAct(
    () =>
      call(
        api.POST("/api/crisis/rooms/{id}/reopen", {
          params: { path: { id: room.id } },
          body: { reason: reason.trim() },
        }),
      ),
    () => setOpen(false),
  );
  return (
    <Popover opened={open} onChange={setOpen} width={300} position="bottom-end" shadow="md" trapFocus withRoles>
      <Popover.Target>
        <Button onClick={() => setOpen(!open)}>{t("crisis.reopen")}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason.trim()) reopen.mutate();
          }}
        >
          <TextInput
            label={t("crisis.reason")}
            description={t("crisis.reopenHelp")}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Button type="submit" variant="filled" disabled={!reason.trim()} loading={reopen.isPending}>
            {t("crisis.reopen")}
          </Button>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
