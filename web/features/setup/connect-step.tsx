import { Button, Select, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { SourceKind } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useLocal } from "@/i18n/use-local";
import { ProblemNote } from "@/ui/problem-note";
import { initialValues, KindField, missing, split, type Values } from "./fields";
import css from "./setup.module.css";

export interface Connection {
  name: string;
  language: string;
  settings: Record<string, unknown>;
  secrets: Record<string, string>;
}

const languages = ["de", "en", "fr", "nl", "da", "sv", "pl", "cs", "it", "es"];

/** Where: the fields that the kind declares, checked against the real thing before anything is stored. */
export function ConnectStep({
  kind,
  onBack,
  onDone,
}: {
  kind: SourceKind;
  onBack: () => void;
  onDone: (connection: Connection) => void;
}) {
  const { t, i18n } = useTranslation();
  const local = useLocal();
  const [values, setValues] = useState<Values>(() => initialValues(kind.fields));
  const [name, setName] = useState("");
  const [language, setLanguage] = useState<string | null>(null);
  const probe = useMutation({
    mutationFn: () =>
      call(api.POST("/api/sources/probe", { body: { kind: kind.kind, ...split(kind.fields, values) } })),
    onSuccess: (found) => setName((old) => old || found.title),
  });
  const change = (key: string, value: Values[string]) => {
    setValues({ ...values, [key]: value });
    probe.reset();
  };
  const names = new Intl.DisplayNames([i18n.language], { type: "language" });
  const found = probe.data;
  return (
    <form
      className={css.form}
      noValidate // a wrong address is refused in our words, not in the browser's
      onSubmit={(event) => {
        event.preventDefault();
        if (!found) return probe.mutate();
        const { settings, secrets } = split(kind.fields, values);
        onDone({ name: name.trim(), language: language ?? "", settings: { ...settings, ...found.settings }, secrets });
      }}
    >
      <p className="dim">{local(kind.description)}</p>
      {kind.fields
        .filter((field) => !field.hidden)
        .map((field) => (
          <KindField
            key={field.key}
            field={field}
            value={values[field.key]}
            onChange={(value) => change(field.key, value)}
          />
        ))}
      <ProblemNote error={probe.error} />
      {found && (
        <div className={css.found} role="status">
          <div>
            ✓ {t("wizard.found")} <b>{found.title}</b>
          </div>
          {found.notes.map((note) => (
            <div key={note} className="small dim">
              {note}
            </div>
          ))}
        </div>
      )}
      {found && (
        <>
          <TextInput
            label={t("wizard.name")}
            description={t("wizard.nameHelp")}
            required
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t("wizard.language")}
            description={t("wizard.languageHelp")}
            placeholder={t("wizard.languageMixed")}
            clearable
            data={languages.map((value) => ({ value, label: names.of(value) ?? value }))}
            value={language}
            onChange={setLanguage}
          />
        </>
      )}
      <div className={css.acts}>
        <Button
          type="submit"
          variant="filled"
          loading={probe.isPending}
          disabled={missing(kind.fields, values) || (Boolean(found) && !name.trim())}
        >
          {found ? t("common.next") : t("wizard.probe")}
        </Button>
        <Button onClick={onBack}>{t("common.back")}</Button>
        {probe.isPending && <span className="small dim">{t("wizard.probing")}</span>}
      </div>
    </form>
  );
}
