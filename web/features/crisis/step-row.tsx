import { ActionIcon, Checkbox, Menu, TextInput } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisStep, CrisisStepPatch } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { UserAvatar } from "@/ui/avatar";
import { Chip } from "@/ui/chip";
import { ActForm } from "./act-form";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";
import { StepForm } from "./step-form";
import { isOverdue } from "./steps";

/** A step with its box, owner and time. */
export function StepRow({ step, now, mayWork }: { step: CrisisStep; now: Date; mayWork: boolean }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<"skip" | "edit" | null>(null);
  const change = useRoomAct((body: CrisisStepPatch) =>
    call(api.PATCH("/api/crisis/steps/{id}", { params: { path: { id: step.id } }, body })),
  );
  // The box answers at once; the server's word follows.
  const state = (change.isPending && change.variables.state) || step.state;
  if (open === "edit") return <StepEdit step={step} onDone={() => setOpen(null)} />;
  return (
    <li className={css.step} data-state={step.state}>
      <Checkbox
        size="sm"
        aria-label={step.text}
        checked={state === "done"}
        indeterminate={state === "skipped"}
        disabled={!mayWork || change.isPending}
        onChange={() => change.mutate({ state: step.state === "open" ? "done" : "open" })}
      />
      <div className="grow">
        <div className={css.stepText}>{step.text}</div>
        <Facts step={step} now={now} />
        {open === "skip" && (
          <SkipForm
            onSkip={(note) => change.mutate({ state: "skipped", note }, { onSuccess: () => setOpen(null) })}
            onDone={() => setOpen(null)}
            pending={change.isPending}
          />
        )}
      </div>
      {mayWork && (
        <Menu position="bottom-end" shadow="md" width={200}>
          <Menu.Target>
            <ActionIcon variant="subtle" size={26} aria-label={t("crisis.stepMenu", { text: step.text.slice(0, 60) })}>
              <IconDots />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setOpen("edit")}>{t("common.edit")}</Menu.Item>
            {step.state === "open" && <Menu.Item onClick={() => setOpen("skip")}>{t("crisis.skip")}</Menu.Item>}
            {step.state !== "open" && (
              <Menu.Item onClick={() => change.mutate({ state: "open" })}>{t("crisis.reopenStep")}</Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}

function Facts({ step, now }: { step: CrisisStep; now: Date }) {
  const { t } = useTranslation();
  const format = useFormat();
  const late = isOverdue(step, now);
  return (
    <div className={`row wrap small dim ${css.stepFacts}`}>
      {step.owner && (
        <span className="row" style={{ gap: 5 }}>
          <UserAvatar user={step.owner} size={18} />
          {step.owner.name}
        </span>
      )}
      {step.due_at && step.state === "open" && (
        <span className={late ? "neg strong" : undefined}>
          {t(late ? "crisis.stepLate" : "crisis.stepDue", { when: format.when(step.due_at, now) })}
        </span>
      )}
      {step.state !== "open" && step.done_at && (
        <span>
          {t(step.state === "done" ? "crisis.stepDone" : "crisis.stepSkipped", {
            by: step.done_by?.name ?? "",
            when: format.when(step.done_at, now),
          })}
        </span>
      )}
      {step.note && <span>{t("common.quote", { text: step.note })}</span>}
      {step.level > 0 ? (
        <Chip>{t("crisis.fromLevel", { n: step.level })}</Chip>
      ) : (
        step.added_by && <span>{t("crisis.addedBy", { name: step.added_by.name })}</span>
      )}
    </div>
  );
}

interface SkipProps {
  onSkip: (note: string) => void;
  onDone: () => void;
  pending: boolean;
}

function SkipForm({ onSkip, onDone, pending }: SkipProps) {
  const { t } = useTranslation();
  const [note, setNote] = useState("");
  return (
    <ActForm
      act={t("crisis.skip")}
      ready={note.trim() !== ""}
      pending={pending}
      onAct={() => onSkip(note.trim())}
      onCancel={onDone}
    >
      <TextInput
        autoFocus
        label={t("crisis.skipWhy")}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActForm>
  );
}

function StepEdit({ step, onDone }: { step: CrisisStep; onDone: () => void }) {
  return (
    <li className={css.step}>
      <div className="grow">
        <StepForm step={step} onDone={onDone} />
      </div>
    </li>
  );
}
