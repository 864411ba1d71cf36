import { ActionIcon, Button, Select } from "@mantine/core";
import { IconArrowUp } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisSettings } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { usersQuery } from "@/features/people/data";
import { UserAvatar } from "@/ui/avatar";
import { Section } from "@/ui/page";
import { tellProblem } from "@/ui/toast";
import css from "./crisis.module.css";
import { crisisSettingsQuery } from "./data";

/** The pool in the order in which it is asked. */
export function Approvers({ settings }: { settings: CrisisSettings }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayLead = useCan("crisis_lead");
  const users = useQuery({ ...usersQuery, enabled: mayLead }).data ?? [];
  const ids = settings.approvers.map((user) => user.id);
  const save = useMutation({
    mutationFn: (user_ids: string[]) => call(api.PUT("/api/crisis/approvers", { body: { user_ids } })),
    onSuccess: (stored) => client.setQueryData(crisisSettingsQuery.queryKey, stored),
    onError: tellProblem,
  });
  const up = (index: number) =>
    save.mutate(
      ids.map((id, at) => (at === index - 1 ? (ids[index] ?? id) : at === index ? (ids[index - 1] ?? id) : id)),
    );
  const choices = users.filter((user) => user.active && !ids.includes(user.id));
  return (
    <Section title={t("crisis.approvers")} hint={t("crisis.approversHint", { count: settings.approval_minutes })}>
      {settings.approvers.length === 0 && <p className="dim">{t("crisis.noApprovers")}</p>}
      {settings.approvers.length > 0 && (
        <ol className={`card ${css.rows}`}>
          {settings.approvers.map((user, index) => (
            <li key={user.id} className="row">
              <span className="dimmer">{index + 1}</span>
              <UserAvatar user={user} size={26} />
              <span className="grow">
                <b>{user.name}</b> <span className="dim">{user.title}</span>
              </span>
              {mayLead && (
                <>
                  {index > 0 && (
                    <ActionIcon
                      variant="subtle"
                      size={28}
                      aria-label={t("crisis.earlier", { name: user.name })}
                      disabled={save.isPending}
                      onClick={() => up(index)}
                    >
                      <IconArrowUp />
                    </ActionIcon>
                  )}
                  <Button
                    size="compact-sm"
                    aria-label={`${t("common.remove")}: ${user.name}`}
                    disabled={save.isPending}
                    onClick={() => save.mutate(ids.filter((id) => id !== user.id))}
                  >
                    {t("common.remove")}
                  </Button>
                </>
              )}
            </li>
          ))}
        </ol>
      )}
      {mayLead && choices.length > 0 && (
        <Select
          w={280}
          searchable
          aria-label={t("crisis.addApprover")}
          placeholder={t("crisis.addApprover")}
          data={choices.map((user) => ({ value: user.id, label: user.name }))}
          value={null}
          onChange={(id) => id && save.mutate([...ids, id])}
        />
      )}
    </Section>
  );
}
