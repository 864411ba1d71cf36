import { Button, MultiSelect, SegmentedControl, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Alert, Playbook, Query } from "@/api/schema";
import { useCan, useSession } from "@/app/session";
import { rulesQuery, targetsQuery } from "@/features/alerts/data";
import { usersQuery } from "@/features/people/data";
import { useFormat } from "@/i18n/use-format";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";
import { useLevel } from "./level-badge";

interface Props {
  alert: Alert | null;
  /** Kept even where the alert is too old to be shown. */
  alertId: string | null;
  query: string | null;
  queries: readonly Query[];
  playbooks: readonly Playbook[];
  drill: boolean;
}

/** What is filled in already is what most rooms need: a title is enough. */
export function OpenForm({ alert, alertId, query, queries, playbooks, drill: asDrill }: Props) {
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const navigate = useNavigate();
  const { user } = useSession();
  const alertsRead = useCan("alerts_read");
  const users = useQuery(usersQuery).data?.filter((one) => one.active) ?? [];
  const targets = useQuery({ ...targetsQuery, enabled: alertsRead }).data?.items ?? [];
  const rules = useQuery({ ...rulesQuery, enabled: alertsRead && alert !== null }).data;
  const named = queries.find((one) => one.id === query)?.name;
  const [title, setTitle] = useState(named ?? alert?.rule.name ?? "");
  const [drill, setDrill] = useState(asDrill);
  const [about, setAbout] = useState<string | null>(query);
  const [playbook, setPlaybook] = useState(playbooks.find((one) => one.language === i18n.language)?.id ?? null);
  const [lead, setLead] = useState<string | null>(user.id);
  const [told, setTold] = useState<string[] | null>(null);
  const [reason, setReason] = useState("");
  const [level, setLevel] = useState<string | null>(null);
  const words = useLevel();
  const mayLead = useCan("crisis_lead");
  const ready = title.trim() !== "" && (level === null || reason.trim() !== "");
  const byRule = rules?.find((rule) => rule.id === alert?.rule.id)?.targets ?? [];
  const open = useRoomAct(
    () =>
      call(
        api.POST("/api/crisis/rooms", {
          body: {
            title: title.trim(),
            drill,
            reason: reason.trim() || null,
            lead_id: lead,
            playbook_id: playbook,
            ...(alertId ? { alert_id: alertId } : { query_id: about }),
            ...(level ? { level: Number(level) } : {}),
            ...(told ? { target_ids: told } : {}),
          },
        }),
      ),
    (room) => navigate({ to: "/crisis/$id", params: { id: room.id } }),
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) open.mutate();
      }}
    >
      {alert && (
        <div className={css.from}>
          <b>{t("crisis.fromAlert", { rule: alert.rule.name, when: format.dateTime(alert.at) })}</b>
          <span>{alert.why}</span>
        </div>
      )}
      <SegmentedControl
        aria-label={t("crisis.kind")}
        value={drill ? "drill" : "real"}
        onChange={(value) => setDrill(value === "drill")}
        data={[
          { value: "real", label: t("crisis.real") },
          { value: "drill", label: t("crisis.drill") },
        ]}
      />
      <p className="small dim">
        {t(drill ? "crisis.drillHelp" : alertId ? "crisis.realHelpAlert" : "crisis.realHelp")}
      </p>
      <TextInput
        autoFocus
        required
        label={t("crisis.roomTitle")}
        placeholder={t("crisis.titlePlaceholder")}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      {!alertId && (
        <Select
          clearable
          searchable
          label={t("crisis.query")}
          description={t("crisis.queryHelp")}
          placeholder={t("alerts.everything")}
          data={queries.filter((one) => one.purpose === "listen").map((one) => ({ value: one.id, label: one.name }))}
          value={about}
          onChange={setAbout}
        />
      )}
      <div className={css.fields}>
        <Select
          allowDeselect={false}
          label={t("crisis.playbook")}
          data={playbooks.map((one) => ({ value: one.id, label: one.name }))}
          value={playbook}
          onChange={setPlaybook}
        />
        <Select
          searchable
          allowDeselect={false}
          label={t("crisis.lead")}
          data={users.map((one) => ({ value: one.id, label: one.name }))}
          value={lead}
          onChange={setLead}
        />
      </div>
      {mayLead && (
        <Select
          clearable
          label={t("crisis.levelTitle")}
          description={t("crisis.levelAtOpening")}
          placeholder={t("crisis.derived")}
          data={["1", "2", "3", "4"].map((n) => ({ value: n, label: `${n} ${words(Number(n)).name}` }))}
          value={level}
          onChange={setLevel}
        />
      )}
      {targets.length > 0 && (
        <MultiSelect
          label={t("crisis.targets")}
          description={t("crisis.targetsHelp")}
          data={targets.map((target) => ({ value: target.id, label: target.name }))}
          value={told ?? byRule}
          onChange={setTold}
        />
      )}
      <Textarea
        label={t(level ? "crisis.whyLevel" : "crisis.why")}
        autosize
        minRows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div>
        <Button type="submit" variant="filled" disabled={!ready} loading={open.isPending}>
          {t(drill ? "crisis.startDrill" : "crisis.open")}
        </Button>
      </div>
    </form>
  );
}
