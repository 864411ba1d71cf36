import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Playbook } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { Section } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./crisis.module.css";
import { playbooksQuery } from "./data";
import { PlaybookForm } from "./playbook-form";
import { PlaybookSteps } from "./playbook-steps";

/** What is done at which level, kept ready for the day. */
export function Playbooks() {
  const { t } = useTranslation();
  const playbooks = useQuery(playbooksQuery);
  const mayLead = useCan("crisis_lead");
  const [open, setOpen] = useState<string | null>(null);
  const close = () => setOpen(null);
  return (
    <Section title={t("crisis.playbooks")} hint={t("crisis.playbooksHint")}>
      {playbooks.isPending && <Pending lines={3} />}
      <ProblemNote error={playbooks.error} onRetry={() => void playbooks.refetch()} />
      {playbooks.data && playbooks.data.length > 0 && (
        <ul className={`card ${css.rows}`}>
          {playbooks.data.map((playbook) => (
            <li key={playbook.id}>
              <Row
                playbook={playbook}
                open={open === playbook.id}
                label={t(mayLead ? "common.edit" : "crisis.show")}
                onOpen={() => setOpen(open === playbook.id ? null : playbook.id)}
              />
              {open === playbook.id &&
                (mayLead ? (
                  <PlaybookForm key={playbook.version} playbook={playbook} onDone={close} />
                ) : (
                  <PlaybookSteps steps={playbook.steps} />
                ))}
            </li>
          ))}
        </ul>
      )}
      {open === "new" && (
        <div className="card">
          <PlaybookForm onDone={close} />
        </div>
      )}
      {mayLead && open !== "new" && (
        <div>
          <Button leftSection={<IconPlus />} onClick={() => setOpen("new")}>
            {t("crisis.addPlaybook")}
          </Button>
        </div>
      )}
    </Section>
  );
}

interface RowProps {
  playbook: Playbook;
  open: boolean;
  label: string;
  onOpen: () => void;
}

function Row({ playbook, open, label, onOpen }: RowProps) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const language = new Intl.DisplayNames([i18n.language], { type: "language" }).of(playbook.language);
  return (
    <div className="row wrap">
      <div className="grow">
        <b>{playbook.name}</b>
        <div className="small dimmer">
          {t("crisis.stepCount", { count: playbook.steps.length })} ·{" "}
          {playbook.updated_by
            ? t("crisis.updatedBy", { by: playbook.updated_by.name, when: format.date(playbook.updated_at) })
            : t("crisis.asShipped")}
        </div>
      </div>
      <Chip>{language}</Chip>
      <Button size="compact-sm" aria-expanded={open} aria-label={`${label}: ${playbook.name}`} onClick={onOpen}>
        {label}
      </Button>
    </div>
  );
}
