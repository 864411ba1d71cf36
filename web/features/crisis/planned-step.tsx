import { ActionIcon, NumberInput, Select, Textarea } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { PlaybookStep, User } from "@/api/schema";
import css from "./crisis.module.css";

interface Props {
  step: PlaybookStep;
  users: readonly User[];
  onChange: (step: PlaybookStep) => void;
  onRemove: () => void;
}

/** One step of a playbook: what, within how many minutes, by whom. */
export function PlannedStep({ step, users, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.plannedStep}>
      <Textarea
        aria-label={t("crisis.stepText")}
        autosize
        minRows={1}
        maxLength={1000}
        value={step.text}
        onChange={(event) => onChange({ ...step, text: event.currentTarget.value })}
      />
      <NumberInput
        aria-label={t("crisis.dueMinutes")}
        placeholder={t("crisis.noTime")}
        suffix={` ${t("crisis.minutes")}`}
        min={1}
        allowDecimal={false}
        allowNegative={false}
        hideControls
        value={step.due_minutes ?? ""}
        onChange={(value) => onChange({ ...step, due_minutes: Number(value) || null })}
      />
      <Select
        clearable
        searchable
        aria-label={t("crisis.owner")}
        placeholder={t("crisis.lead")}
        data={users.map((user) => ({ value: user.id, label: user.name }))}
        value={step.owner_id}
        onChange={(owner_id) => onChange({ ...step, owner_id })}
      />
      <ActionIcon
        variant="subtle"
        size={30}
        aria-label={`${t("common.remove")}: ${step.text.slice(0, 60)}`}
        onClick={onRemove}
      >
        <IconX />
      </ActionIcon>
    </div>
  );
}
