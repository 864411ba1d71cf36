import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Playbook, PlaybookRequest } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { usersQuery } from "@/features/people/data";
import { ProblemNote } from "@/ui/problem-note";
import css from "./crisis.module.css";
import { useLevel } from "./level-badge";
import { PlannedStep } from "./planned-step";

const levels = [1, 2, 3, 4] as const;

// Each step has a key of its own while it is edited: rows come, go and change places.
let keys = 0;
const keyed = (step: PlaybookRequest["steps"][number]) => ({ key: ++keys, step });

/** A playbook, its steps level by level. Rooms that are open keep the steps they have. */
export function PlaybookForm({ playbook, onDone }: { playbook?: Playbook; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const words = useLevel();
  const client = useQueryClient();
  const users = useQuery(usersQuery).data?.filter((user) => user.active) ?? [];
  const [name, setName] = useState(playbook?.name ?? "");
  const [language, setLanguage] = useState<Playbook["language"]>(
    playbook?.language ?? (i18n.language === "en" ? "en" : "de"),
  );
  const [steps, setSteps] = useState(() => (playbook?.steps ?? []).map(keyed));
  const after = {
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["crisis", "playbooks"] });
      onDone();
    },
  };
  const body = {
    name: name.trim(),
    language,
    steps: levels.flatMap((n) => steps.map((row) => row.step).filter((step) => step.level === n)),
  };
  const save = useMutation({
    mutationFn: () =>
      call(
        playbook
          ? api.PUT("/api/crisis/playbooks/{id}", {
              params: { path: { id: playbook.id } },
              body: { ...body, version: playbook.version },
            })
          : api.POST("/api/crisis/playbooks", { body }),
      ),
    ...after,
  });
  const remove = useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/crisis/playbooks/{id}", { params: { path: { id } } })),
    ...after,
  });
  const whole = name.trim() !== "" && body.steps.every((step) => step.text.trim() !== "");
  return (
    <form
      className={css.inline}
      onSubmit={(event) => {
        event.preventDefault();
        if (whole) save.mutate();
      }}
    >
      <div className={css.fields}>
        <TextInput
          label={t("crisis.playbookName")}
          maxLength={200}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <SegmentedControl
          style={{ alignSelf: "end" }}
          aria-label={t("crisis.statementLanguage")}
          value={language}
          onChange={(value) => setLanguage(value === "en" ? "en" : "de")}
          data={[
            { value: "de", label: "Deutsch" },
            { value: "en", label: "English" },
          ]}
        />
      </div>
      {levels.map((n) => (
        <fieldset key={n} className={css.level}>
          <legend>{t("crisis.fromLevelNamed", { n, name: words(n).name })}</legend>
          {steps
            .filter((row) => row.step.level === n)
            .map(({ key, step }) => (
              <PlannedStep
                key={key}
                step={step}
                users={users}
                onChange={(next) => setSteps(steps.map((row) => (row.key === key ? { key, step: next } : row)))}
                onRemove={() => setSteps(steps.filter((row) => row.key !== key))}
              />
            ))}
          <div>
            <Button
              size="compact-sm"
              leftSection={<IconPlus />}
              aria-label={t("crisis.addStepTo", { n })}
              onClick={() => setSteps([...steps, keyed({ level: n, text: "", due_minutes: null, owner_id: null })])}
            >
              {t("crisis.addStep")}
            </Button>
          </div>
        </fieldset>
      ))}
      <ProblemNote error={save.error ?? remove.error} />
      <div className="row wrap">
        <Button type="submit" variant="filled" disabled={!whole} loading={save.isPending}>
          {t("common.save")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("common.cancel")}
        </Button>
        {playbook && (
          <Button loading={remove.isPending} onClick={() => remove.mutate(playbook.id)}>
            {t("common.remove")}
          </Button>
        )}
      </div>
    </form>
  );
}
