import { Button, MultiSelect } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Statement } from "@/api/schema";
import { LinkButton } from "@/ui/link-button";
import css from "./crisis.module.css";
import { crisisSettingsQuery, useRoomAct, versionsQuery } from "./data";
import { SEATS } from "./seats";

/** Whom to ask: two of the pool who did not write the text; the first two of it unless somebody chooses. */
export function AskForm({ statement, onDone }: { statement: Statement; onDone: () => void }) {
  const { t } = useTranslation();
  const settings = useQuery(crisisSettingsQuery).data;
  const versions = useQuery(versionsQuery(statement.id)).data;
  const writers = new Set([statement.by?.id, ...(versions ?? []).map((version) => version.by?.id)]);
  const pool = settings?.approvers.filter((user) => !writers.has(user.id)) ?? [];
  const [chosen, setChosen] = useState<string[] | null>(null);
  const asked = chosen ?? pool.slice(0, SEATS).map((user) => user.id);
  const ask = useRoomAct(
    () =>
      call(
        api.POST("/api/crisis/statements/{id}/request", {
          params: { path: { id: statement.id } },
          body: { version: statement.version, approvers: asked },
        }),
      ),
    onDone,
  );
  const few = settings !== undefined && versions !== undefined && pool.length < SEATS;
  return (
    <form
      className={css.inline}
      onSubmit={(event) => {
        event.preventDefault();
        ask.mutate();
      }}
    >
      {few ? (
        <p className="neg">{t("crisis.fewApprovers")}</p>
      ) : (
        <MultiSelect
          label={t("crisis.askWhom")}
          description={t("crisis.askHelp", { count: settings?.approval_minutes ?? 20 })}
          maxValues={SEATS}
          data={pool.map((user) => ({ value: user.id, label: user.name }))}
          value={asked}
          onChange={setChosen}
        />
      )}
      <div className="row wrap">
        {few ? (
          <LinkButton to="/crisis" search={{ tab: "settings" }}>
            {t("crisis.toSettings")}
          </LinkButton>
        ) : (
          <Button type="submit" variant="filled" disabled={asked.length !== SEATS} loading={ask.isPending}>
            {t("crisis.request")}
          </Button>
        )}
        <Button variant="subtle" onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
