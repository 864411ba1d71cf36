import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { AlertRule } from "@/api/schema";
import { useCan } from "@/app/session";
import { queriesQuery } from "@/features/queries/data";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { Section } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./alerts.module.css";
import { rulesQuery } from "./data";
import { RuleForm } from "./rule-form";

/** What is watched for, and how often it was real. */
export function Rules() {
  const { t } = useTranslation();
  const rules = useQuery(rulesQuery);
  const mayWrite = useCan("alerts_write");
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <Section title={t("alerts.rules")} hint={t("alerts.rulesHint")}>
      {rules.isPending && <Pending lines={3} />}
      <ProblemNote error={rules.error} onRetry={() => void rules.refetch()} />
      {rules.data && rules.data.length > 0 && (
        <ul className={`card ${css.rows}`}>
          {rules.data.map((rule) => (
            <li key={rule.id}>
              <Row
                rule={rule}
                open={editing === rule.id}
                onEdit={mayWrite ? () => setEditing(editing === rule.id ? null : rule.id) : null}
              />
              {editing === rule.id && <RuleForm rule={rule} onDone={() => setEditing(null)} />}
            </li>
          ))}
        </ul>
      )}
      {rules.data?.length === 0 && <p className="dim">{t("alerts.noRules")}</p>}
      {editing === "new" && (
        <div className="card">
          <RuleForm onDone={() => setEditing(null)} />
        </div>
      )}
      {mayWrite && editing !== "new" && (
        <div>
          <Button leftSection={<IconPlus />} onClick={() => setEditing("new")}>
            {t("alerts.addRule")}
          </Button>
        </div>
      )}
    </Section>
  );
}

function Row({ rule, open, onEdit }: { rule: AlertRule; open: boolean; onEdit: (() => void) | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const queries = useQuery(queriesQuery).data;
  const { real, judged, raised } = rule.precision;
  const query = rule.query_id ? queries?.find((q) => q.id === rule.query_id)?.name : t("alerts.everything");
  return (
    <div className="row wrap">
      <div className={`grow name ${css.rule}`}>
        <b>{rule.name}</b> <span className="dim">{query}</span>
        <div className="small dimmer">
          {judged > 0
            ? t("alerts.precision", {
                real: format.number(real),
                judged: format.number(judged),
                raised: format.number(raised),
              })
            : t("alerts.unjudged", { count: raised, n: format.number(raised) })}
        </div>
      </div>
      <Chip>{t(`alerts.kind.${rule.kind}`)}</Chip>
      {!rule.active && <Chip tone="warn">{t("alerts.off")}</Chip>}
      {onEdit && (
        <Button
          size="compact-sm"
          onClick={onEdit}
          aria-expanded={open}
          aria-label={`${t("common.edit")}: ${rule.name}`}
        >
          {t("common.edit")}
        </Button>
      )}
    </div>
  );
}
