import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Source, SourceKind } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { initialValues, KindField, missing, split, type Values } from "@/features/setup/fields";
import setup from "@/features/setup/setup.module.css";
import { ProblemNote } from "@/ui/problem-note";
import { tell } from "@/ui/toast";

interface Props {
  source: Source;
  kind: SourceKind;
  onDone: () => void;
}

/** The server tries what is changed on the network before it keeps it. */
export function SettingsForm({ source, kind, onDone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(source.name);
  const [values, setValues] = useState<Values>(() => ({
    ...initialValues(kind.fields),
    ...(source.settings as Values),
  }));
  const save = useMutation({
    mutationFn: () => {
      const { settings, secrets } = split(kind.fields, kept(source, kind, values));
      const body = { name: name.trim(), settings, secrets };
      return call(api.PATCH("/api/sources/{id}", { params: { path: { id: source.id } }, body }));
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["sources"] });
      tell(t("sources.saved"));
      onDone();
    },
  });
  return (
    <form
      className={`card ${setup.form}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t("wizard.name")}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {kind.fields
        .filter((field) => !field.hidden)
        .map((field) => (
          <KindField
            key={field.key}
            field={field}
            kept={field.secret && source.secrets_set.includes(field.key)}
            value={values[field.key]}
            onChange={(value) => {
              setValues({ ...values, [field.key]: value });
              save.reset();
            }}
          />
        ))}
      <ProblemNote error={save.error} />
      <div className={setup.acts}>
        <Button
          type="submit"
          variant="filled"
          loading={save.isPending}
          disabled={!name.trim() || missing(kind.fields, values, source.secrets_set)}
        >
          {t("sources.tryAndSave")}
        </Button>
        <Button onClick={onDone}>{t("common.cancel")}</Button>
        {save.isPending && <span className="small dim">{t("wizard.probing")}</span>}
      </div>
    </form>
  );
}

/** What the check once found belongs to the old address: with another one it is found anew. */
function kept(source: Source, kind: SourceKind, values: Values): Values {
  const moved = kind.fields.some(
    (field) => field.type === "url" && !field.hidden && values[field.key] !== source.settings[field.key],
  );
  if (!moved) return values;
  const found = new Set(kind.fields.filter((field) => field.hidden).map((field) => field.key));
  return Object.fromEntries(Object.entries(values).filter(([key]) => !found.has(key)));
}
