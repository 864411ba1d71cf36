import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CrisisRoom } from "@/api/schema";
import { useCan } from "@/app/session";
import { useShortcut } from "@/app/shortcuts";
import { useNow } from "@/ui/use-now";
import css from "./crisis.module.css";
import { StepForm } from "./step-form";
import { StepRow } from "./step-row";
import { inOrder } from "./steps";

/** What is to be done, by whom, until when; what is settled folds away. */
export function Checklist({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const now = useNow();
  const mayWork = useCan("crisis_work") && room.state !== "closed";
  const [adding, setAdding] = useState(false);
  useShortcut("s", t("crisis.addStep"), () => setAdding(true), mayWork);
  const open = inOrder(room.steps).filter((step) => step.state === "open");
  const settled = inOrder(room.steps).filter((step) => step.state !== "open");
  return (
    <section className="card" aria-label={t("crisis.checklist")}>
      <div className={css.head}>
        <h2>{t("crisis.checklist")}</h2>
        <span className="small dimmer grow">
          {t("crisis.stepsDone", { n: settled.length, of: room.steps.length })}
          {room.playbook && ` · ${room.playbook.name}`}
        </span>
        {mayWork && !adding && (
          <Button size="compact-sm" leftSection={<IconPlus />} onClick={() => setAdding(true)}>
            {t("crisis.addStep")}
          </Button>
        )}
      </div>
      {adding && <StepForm room={room} onDone={() => setAdding(false)} />}
      {open.length === 0 && <p className="dim">{t("crisis.allDone")}</p>}
      <ul className={css.steps}>
        {open.map((step) => (
          <StepRow key={step.id} step={step} now={now} mayWork={mayWork} />
        ))}
      </ul>
      {settled.length > 0 && (
        <details className={css.settled}>
          <summary>{t("crisis.settled", { count: settled.length })}</summary>
          <ul className={css.steps}>
            {settled.map((step) => (
              <StepRow key={step.id} step={step} now={now} mayWork={mayWork} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}
