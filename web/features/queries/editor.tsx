import { Button, ColorSwatch, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Query } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { BackLink } from "@/ui/link-button";
import { Page } from "@/ui/page";
import { ProblemNote } from "@/ui/problem-note";
import { later, tell, tellProblem } from "@/ui/toast";
import { queriesQuery } from "./data";
import { ImportForm } from "./import-form";
import { LockButton, LockNote } from "./lock";
import { OperatorHelp } from "./operator-help";
import css from "./queries.module.css";
import { QueryLab } from "./query-lab";
import { Versions } from "./versions";

const colors = ["#0b6477", "#1c6a8c", "#2c6e49", "#8a5a00", "#b3431f", "#7a4e8a"];

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
  const [name, setName] = useState(stored?.name ?? "");
  const [query, setQuery] = useState(stored?.query ?? initial);
  const [color, setColor] = useState(stored?.color ?? null);
  const [valid, setValid] = useState(false);
  const changed = !stored || name !== stored.name || query !== stored.query || color !== stored.color;
  const isTag = purpose === "tag";
  const complete = name.trim() !== "" && (valid || (isTag && query.trim() === ""));
  const save = useMutation({
    mutationFn: () => {
      const body = { name: name.trim(), query: query.trim() && query, color };
      return call(
        stored
          ? api.PUT("/api/queries/{id}", {
              params: { path: { id: stored.id } },
              body: { ...body, version: stored.version },
            })
          : api.POST("/api/queries", { body: { ...body, purpose } }),
      );
    },
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: ["queries"] });
      tell(t("queries.saved"));
      if (!stored) void navigate({ to: "/queries/$id", params: { id: result.id }, replace: true });
    },
  });
  const show = (restored: Query) => {
    setName(restored.name);
    setQuery(restored.query);
    setColor(restored.color);
  };
  const remove = () => {
    if (!stored) return;
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
              loading={save.isPending}
              disabled={!complete || !changed}
              onClick={() => save.mutate()}
            >
              {t("common.save")}
            </Button>
          )}
        </>
      }
    >
      <div className={css.editor}>
        <div className="stack">
          <div className="row wrap" style={{ alignItems: "flex-end", gap: 16 }}>
            <TextInput
              label={t("queries.name")}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              w={320}
              maw="100%"
            />
            <fieldset className="row" style={{ border: 0, padding: 0, margin: 0, gap: 6 }}>
              <legend className="hidden">{t("queries.color")}</legend>
              {colors.map((value) => (
                <ColorSwatch
                  key={value}
                  component="button"
                  type="button"
                  color={value}
                  size={24}
                  withShadow={false}
                  aria-pressed={color === value}
                  aria-label={t("queries.colorNumber", { n: colors.indexOf(value) + 1 })}
                  onClick={() => setColor(color === value ? null : value)}
                  style={{ cursor: "pointer", color: "#fff" }}
                >
                  {color === value && "✓"}
                </ColorSwatch>
              ))}
            </fieldset>
          </div>
          {isTag && <p className="small dim">{t("tags.about")}</p>}
          {stored && <LockNote query={stored} />}
          <ProblemNote error={save.error} />
          <QueryLab query={query} onChange={setQuery} onValid={setValid} />
          {stored ? <Versions query={stored} onRestored={show} /> : mayWrite && <ImportForm onQuery={setQuery} />}
        </div>
        <OperatorHelp onInsert={(text) => setQuery((old) => (old.trim() ? `${old.trimEnd()} ${text}` : text))} />
      </div>
    </Page>
  );
}
