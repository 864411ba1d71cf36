import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Source, SourceField, SourceKind } from "@/api/schema";
import { useLocal } from "@/i18n/use-local";
import { Pending } from "@/ui/pending";
import { kindsQuery } from "./data";
import { SettingsForm } from "./settings-form";

/** Where a source listens and as whom it answers; what is secret is only said to be there. */
export function SourceSettings({ source, editable }: { source: Source; editable: boolean }) {
  const [editing, setEditing] = useState(false);
  const kind = useQuery(kindsQuery).data?.find((item) => item.kind === source.kind);
  if (!kind) return <Pending lines={2} />;
  if (editing) return <SettingsForm source={source} kind={kind} onDone={() => setEditing(false)} />;
  return <Facts source={source} kind={kind} onEdit={editable ? () => setEditing(true) : undefined} />;
}

interface FactsProps {
  source: Source;
  kind: SourceKind;
  onEdit: (() => void) | undefined;
}

function Facts({ source, kind, onEdit }: FactsProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const shown = (field: SourceField): string => {
    if (field.secret) return t(source.secrets_set.includes(field.key) ? "sources.secretSet" : "sources.secretNone");
    const value = source.settings[field.key];
    return value === undefined || value === "" ? "–" : String(value);
  };
  return (
    <div className="card row" style={{ alignItems: "flex-start" }}>
      <dl className="kv grow" style={{ overflowWrap: "anywhere" }}>
        {kind.fields
          .filter((field) => !field.hidden)
          .map((field) => (
            <Fact key={field.key} label={local(field.label)} value={shown(field)} />
          ))}
      </dl>
      {onEdit && (
        <Button size="compact-sm" onClick={onEdit}>
          {t("common.edit")}
        </Button>
      )}
    </div>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </>
  );
}
