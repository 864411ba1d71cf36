import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { Chip } from "@/ui/chip";
import { Section } from "@/ui/page";
import { ProblemNote } from "@/ui/problem-note";
import { tellProblem } from "@/ui/toast";
import css from "./alerts.module.css";
import { targetsQuery } from "./data";
import { MailServer } from "./mail-server";
import { TargetForm } from "./target-form";

/** Where alerts are told besides here. */
export function Targets() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const targets = useQuery(targetsQuery);
  const mayWrite = useCan("alerts_write");
  const maySet = useCan("settings_write");
  const remove = useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/alert-targets/{id}", { params: { path: { id } } })),
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ["alerts"] }),
  });
  const items = targets.data?.items ?? [];
  return (
    <Section title={t("alerts.where")} hint={t("alerts.whereHint")}>
      <ProblemNote error={targets.error} onRetry={() => void targets.refetch()} />
      {items.length > 0 && (
        <ul className={`card ${css.rows}`}>
          {items.map((target) => (
            <li key={target.id} className="row wrap">
              <span className="grow">
                <b>{target.name}</b> <span className="dim">{target.address}</span>
              </span>
              <Chip>{t(`alerts.target.${target.kind}`)}</Chip>
              {mayWrite && (
                <Button
                  size="compact-sm"
                  aria-label={`${t("common.remove")}: ${target.name}`}
                  onClick={() => remove.mutate(target.id)}
                >
                  {t("common.remove")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayWrite && <TargetForm pushKey={targets.data?.push_key ?? ""} />}
      {maySet && <MailServer />}
    </Section>
  );
}
