import { Checkbox, MultiSelect, NumberInput, Select, Switch, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { AlertKind, AlertRuleRequest, Sensitivity } from "@/api/schema";
import { listeningOnly, queriesQuery } from "@/features/queries/data";
import { targetsQuery } from "./data";

const kinds: AlertKind[] = ["negative", "volume", "match", "words", "reach"];
const sensitivities: Sensitivity[] = ["low", "medium", "high"];
const officeHours = `1,2,3,4,5 08:00-18:00 ${Intl.DateTimeFormat().resolvedOptions().timeZone}`;

interface RuleFieldsProps {
  rule: AlertRuleRequest;
  onChange: (change: Partial<AlertRuleRequest>) => void;
}

export function RuleFields({ rule, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  const queries = useQuery({ ...queriesQuery, select: listeningOnly }).data ?? [];
  const targets = useQuery(targetsQuery).data?.items ?? [];
  return (
    <>
      <TextInput
        label={t("alerts.name")}
        required
        value={rule.name}
        onChange={(event) => onChange({ name: event.currentTarget.value })}
      />
      <Select
        label={t("alerts.query")}
        data={[
          { value: "", label: t("alerts.everything") },
          ...queries.map((query) => ({ value: query.id, label: query.name })),
        ]}
        value={rule.query_id ?? ""}
        onChange={(value) => onChange({ query_id: value || null })}
        allowDeselect={false}
      />
      <Select
        label={t("alerts.kindLabel")}
        description={t(`alerts.kindHelp.${rule.kind}`)}
        data={kinds.map((value) => ({ value, label: t(`alerts.kind.${value}`) }))}
        value={rule.kind}
        onChange={(value) => onChange({ kind: kinds.find((kind) => kind === value) ?? "volume" })}
        allowDeselect={false}
      />
      <Details rule={rule} onChange={onChange} />
      <NumberInput
        label={t("alerts.cooldown")}
        description={t("alerts.cooldownHelp")}
        min={0}
        max={10080}
        value={rule.cooldown_minutes}
        onChange={(value) => onChange({ cooldown_minutes: Number(value) || 0 })}
      />
      <MultiSelect
        label={t("alerts.targets")}
        description={t("alerts.targetsHelp")}
        data={targets.map((target) => ({ value: target.id, label: target.name }))}
        value={rule.targets ?? []}
        onChange={(value) => onChange({ targets: value })}
      />
      <Checkbox
        label={t("alerts.onlyHours")}
        checked={Boolean(rule.schedule)}
        onChange={(event) => onChange({ schedule: event.currentTarget.checked ? officeHours : null })}
      />
      {rule.schedule && (
        <TextInput
          label={t("alerts.schedule")}
          description={t("alerts.scheduleHelp")}
          value={rule.schedule}
          onChange={(event) => onChange({ schedule: event.currentTarget.value })}
        />
      )}
      <Switch
        label={t("alerts.active")}
        checked={rule.active}
        onChange={(event) => onChange({ active: event.currentTarget.checked })}
      />
    </>
  );
}

/** What only some kinds ask for. */
function Details({ rule, onChange }: RuleFieldsProps) {
  const { t } = useTranslation();
  if (rule.kind === "words")
    return (
      <TextInput
        label={t("alerts.words")}
        description={t("alerts.wordsHelp")}
        value={rule.words ?? ""}
        onChange={(event) => onChange({ words: event.currentTarget.value })}
      />
    );
  if (rule.kind === "reach")
    return (
      <NumberInput
        label={t("alerts.reach")}
        min={1}
        value={rule.reach ?? 0}
        onChange={(value) => onChange({ reach: Number(value) || 0 })}
      />
    );
  if (rule.kind === "match") return null;
  return (
    <Select
      label={t("alerts.sensitivityLabel")}
      data={sensitivities.map((value) => ({ value, label: t(`alerts.sensitivity.${value}`) }))}
      value={rule.sensitivity}
      onChange={(value) => onChange({ sensitivity: sensitivities.find((s) => s === value) ?? "medium" })}
      allowDeselect={false}
    />
  );
}
