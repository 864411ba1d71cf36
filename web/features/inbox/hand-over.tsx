import { Button, Popover, Select, Textarea } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usersQuery } from "@/features/people/data";

/** Hands the case to a colleague, with a word why. */
export function HandOver({
  current,
  onAssign,
}: {
  current: string;
  onAssign: (to: string, note: string, name: string) => void;
}) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [to, setTo] = useState<string | null>(null);
  const [note, setNote] = useState("");
  const users = useQuery({ ...usersQuery, enabled: open }).data ?? [];
  const choices = users.filter((user) => user.active && user.id !== current && user.role !== "privacy");
  const chosen = choices.find((user) => user.id === to);
  const send = () => {
    if (!chosen) return;
    onAssign(chosen.id, note, chosen.name);
    setOpen(false);
    setTo(null);
    setNote("");
  };
  return (
    <Popover opened={open} onChange={setOpen} width={300} position="bottom-end" shadow="md" trapFocus withRoles>
      <Popover.Target>
        <Button onClick={() => setOpen(!open)}>{t("case.assign")}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className="stack">
          <Select
            label={t("case.assignTo")}
            data={choices.map((user) => ({
              value: user.id,
              label: user.title ? `${user.name}, ${user.title}` : user.name,
            }))}
            value={to}
            onChange={setTo}
            searchable
            comboboxProps={{ withinPortal: false }}
            nothingFoundMessage={t("case.assignNobody")}
          />
          <Textarea
            label={t("case.assignNote")}
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
            autosize
            minRows={2}
          />
          <Button variant="filled" disabled={!chosen} onClick={send}>
            {t("case.assign")}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
