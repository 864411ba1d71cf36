import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { AlertRule, AlertRuleRequest } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { ProblemNote } from "@/ui/problem-note";
import { Preview } from "./preview";
import { RuleFields } from "./rule-fields";

const fresh: AlertRuleRequest = {
  name: "",
  query_id: null,
  kind: "negative",
  sensitivity: "medium",
  words: "",
  reach: 0,
  cooldown_minutes: 60,
  schedule: null,
  targets: [],
  active: true,
};

/** A rule, with what it would have raised while it is changed. */
export function RuleForm({ rule, onDone }: { rule?: AlertRule; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [body, setBody] = useState<AlertRuleRequest>(rule ? requestOf(rule) : fresh);
  const after = {
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["alerts"] });
      onDone();
    },
  };
  const save = useMutation({
    mutationFn: () =>
      call(
        rule
          ? api.PUT("/api/alert-rules/{id}", { params: { path: { id: rule.id } }, body })
          : api.POST("/api/alert-rules", { body }),
      ),
    ...after,
  });
  const remove = useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/alert-rules/{id}", { params: { path: { id } } })),
    ...after,
  });
  const whole =
    (body.kind !== "words" || Boolean(body.words?.trim())) && (body.kind !== "reach" || (body.reach ?? 0) > 0);
  return (
    <form
      className="stack"
      style={{ padding: "10px 0", maxWidth: 560 }}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <RuleFields rule={body} onChange={(change) => setBody({ ...body, ...change })} />
      <Preview rule={body} enabled={whole} />
      <ProblemNote error={save.error ?? remove.error} />
      <div className="row wrap">
        <Button type="submit" variant="filled" disabled={!body.name.trim() || !whole} loading={save.isPending}>
          {t("common.save")}
        </Button>
        <Button onClick={onDone}>{t("common.cancel")}</Button>
        {rule && (
          <Button loading={remove.isPending} onClick={() => remove.mutate(rule.id)}>
            {t("common.remove")}
          </Button>
        )}
      </div>
    </form>
  );
}

function requestOf({ id: _id, precision: _precision, ...rest }: AlertRule): AlertRuleRequest {
  return rest;
}
