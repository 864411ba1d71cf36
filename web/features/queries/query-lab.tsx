import { SegmentedControl } from "@mantine/core";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { QueryCheck } from "@/api/schema";
import { useCan } from "@/app/session";
import { QueryField } from "@/ui/query-field/query-field";
import { useKnown } from "@/ui/query-field/use-known";
import { utf16Index } from "@/ui/spans";
import { useDebounced } from "@/ui/use-debounced";
import { Builder } from "./builder";
import { CostChip } from "./cost-chip";
import { checkQuery, previewQuery } from "./data";
import { ExpectedVolume } from "./expected-volume";
import { Lost } from "./lost";
import { Marks } from "./marks";
import css from "./queries.module.css";
import { QueryHits } from "./query-hits";
import type { HalfTyped } from "./use-half-typed";

interface Props {
  query: string;
  onChange: (query: string) => void;
  onValid: (valid: boolean) => void;
  halfTyped: HalfTyped;
}

/** The editor, as text or as groups: says while typing whether it can be read, what it costs, and what it finds. */
export function QueryLab({ query, onChange, onValid, halfTyped }: Props) {
  const { t } = useTranslation();
  const known = useKnown();
  const [view, setView] = useState<"text" | "groups">("text");
  const still = useDebounced(query, 300);
  const settled = still === query;
  const check = useQuery({ ...checkQuery(still, false), placeholderData: keepPreviousData });
  const result = settled && query.trim() && !check.isPlaceholderData ? check.data : undefined;
  const mayRead = useCan("mentions_read");
  const preview = useQuery({
    ...previewQuery(still, mayRead && result?.ok === true),
    placeholderData: keepPreviousData,
  });
  const valid = result?.ok === true;
  useEffect(() => onValid(valid), [valid, onValid]);
  const marks = [
    ...(result?.error ? [{ at: utf16Index(query, result.error.offset), tone: "error" as const }] : []),
    ...(result?.warnings ?? []).map((warning) => ({ at: utf16Index(query, warning.offset), tone: "warning" as const })),
  ];
  const show = async (next: typeof view) => {
    if ((await halfTyped.settled(query)) !== null) setView(next);
  };
  const field = (
    <QueryField
      multiline
      label={t("queries.query")}
      value={query}
      onChange={onChange}
      known={known}
      marks={marks}
      placeholder={t("queries.placeholder")}
      describedBy="query-status"
    />
  );
  return (
    <div className={css.lab}>
      <SegmentedControl
        aria-label={t("builder.view")}
        data={[
          { value: "text", label: t("builder.text") },
          { value: "groups", label: t("builder.groups") },
        ]}
        value={view}
        onChange={(value) => void show(value === "groups" ? "groups" : "text")}
        style={{ justifySelf: "start" }}
      />
      <div className={css.box} data-error={Boolean(result?.error)}>
        {view === "text" && field}
        {view === "groups" && (
          <Builder query={query} check={result} onQuery={onChange} halfTyped={halfTyped}>
            {field}
          </Builder>
        )}
        <Status result={result} empty={!query.trim()} />
        <Marks marks={result?.warnings ?? []} label={t("tools.warnings")} />
      </div>
      {query.trim() && preview.data && (
        <>
          {result?.ok && <ExpectedVolume preview={preview.data} />}
          <QueryHits preview={preview.data} query={still} stale={!settled || preview.isPlaceholderData} />
        </>
      )}
      {mayRead && result?.excludes && <Lost key={still} query={still} />}
    </div>
  );
}

function Status({ result, empty }: { result: QueryCheck | undefined; empty: boolean }) {
  const { t } = useTranslation();
  return (
    <div className={css.status} id="query-status" role="status">
      {empty && <span className="dimmer">{t("queries.emptyHint")}</span>}
      {result?.error && (
        <span className="neg">
          {result.error.sentence}{" "}
          <span className="dimmer">{t("queries.at", { code: result.error.code, offset: result.error.offset })}</span>
        </span>
      )}
      {result?.ok && (
        <>
          <span style={{ color: "var(--ok)" }}>✓ {t("queries.readable")}</span>
          {result.cost && <CostChip cost={result.cost} />}
        </>
      )}
    </div>
  );
}
