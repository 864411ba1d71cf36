import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Query } from "@/api/schema";
import { useCan } from "@/app/session";
import { LeaveGuard } from "@/ui/leave-guard";
import { BackLink } from "@/ui/link-button";
import { Page } from "@/ui/page";
import { ProblemNote } from "@/ui/problem-note";
import { later, tell, tellProblem } from "@/ui/toast";
import { ColorChoice } from "./color-choice";
import { Conflict } from "./conflict";
import { queriesQuery } from "./data";
import { ImportForm } from "./import-form";
import { LockButton, LockNote } from "./lock";
import { OperatorHelp } from "./operator-help";
import css from "./queries.module.css";
import { QueryLab } from "./query-lab";
import { useEdit } from "./use-edit";
import { useHalfTyped } from "./use-half-typed";
import { Versions } from "./versions";

interface Props {
  stored: Query | undefined;
  initial: string;
  purpose: Query["purpose"];
}

export function Editor({ stored, initial, purpose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const mayWrite = useCan("queries_write") && (!stored || stored.may_change);
  const halfTyped = useHalfTyped();
  const [valid, setValid] = useState(false);
  const isTag = purpose === "tag";
  const edit = useEdit(stored, initial, purpose, halfTyped, (result) => {
    tell(t(isTag ? (result.query ? "tags.saved" : "tags.savedByHand") : "queries.saved"));
    if (!stored) void navigate({ to: "/queries/$id", params: { id: result.id }, replace: true });
  });
  const { name, query, color } = edit.words;
  const setQuery = (text: string) => edit.write({ query: text });
  const complete = name.trim() !== "" && (valid || halfTyped.any || (isTag && query.trim() === ""));
  const remove = () => {
    if (!stored) return;
    edit.giveUp();
    const show = (items: Query[] | undefined) => items?.filter((item) => item.id !== stored.id);
    client.setQueryData(queriesQuery.queryKey, show);
    void navigate({ to: "/queries" });
    const refresh = () => client.invalidateQueries({ queryKey: ["queries"] });
    later(
      t("queries.removed", { name: stored.name }),
      () =>
        void call(api.DELETE("/api/queries/{id}", { params: { path: { id: stored.id } } }))
          .catch(tellProblem)
          .finally(refresh),
      () => void refresh(),
    );
  };
  return (
    <Page
      title={stored ? stored.name : t(isTag ? "tags.new" : "queries.new")}
      before={<BackLink to="/queries" label={t("queries.title")} />}
      actions={
        <>
          {stored && <LockButton query={stored} />}
          {stored && mayWrite && <Button onClick={remove}>{t("common.remove")}</Button>}
          {mayWrite && (
            <Button
              variant="filled"
              loading={edit.pending}
              disabled={!complete || (stored && !edit.changed) || edit.theirs !== null}
              onClick={() => void edit.save()}
            >
              {t("common.save")}
            </Button>
          )}
        </>
      }
    >
      {mayWrite && <LeaveGuard unsaved={edit.unsaved} />}
      <div className={css.editor}>
        <div className="stack">
          <div className="row wrap" style={{ alignItems: "flex-end", gap: 16 }}>
            <TextInput
              label={t("queries.name")}
              value={name}
              onChange={(event) => edit.write({ name: event.currentTarget.value })}
              w={320}
              maw="100%"
            />
            <ColorChoice value={color} onChange={(next) => edit.write({ color: next })} />
          </div>
          {isTag && <p className="small dim">{t("tags.about")}</p>}
          {stored && <LockNote query={stored} />}
          <ProblemNote error={edit.error} />
          {edit.theirs && edit.base && (
            <Conflict
              base={edit.base.version}
              theirs={edit.theirs}
              ready={complete && mayWrite}
              pending={edit.pending}
              onTheirs={() => edit.theirs && edit.show(edit.theirs)}
              onMine={() => void edit.save(edit.theirs?.version)}
            />
          )}
          <QueryLab query={query} onChange={setQuery} onValid={setValid} halfTyped={halfTyped} />
          {stored ? <Versions query={stored} onRestored={edit.show} /> : mayWrite && <ImportForm onQuery={setQuery} />}
        </div>
        <OperatorHelp onInsert={(text) => setQuery(query.trim() ? `${query.trimEnd()} ${text}` : text)} />
      </div>
    </Page>
  );
}
