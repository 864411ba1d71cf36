import { Checkbox, NumberInput, PasswordInput, Select, Textarea, TextInput } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { SourceField } from "@/api/schema";
import { useLocal } from "@/i18n/use-local";

const namedOptions = ["both", "posts", "comments", "yes", "no"] as const;

export type Value = string | number | boolean | string[];
export type Values = Record<string, Value>;

export function initialValues(fields: readonly SourceField[]): Values {
  const values: Values = {};
  for (const field of fields) {
    if (field.default !== undefined && field.default !== null) values[field.key] = field.default;
    else if (field.type === "boolean") values[field.key] = false;
  }
  return values;
}

export function missing(fields: readonly SourceField[], values: Values, kept: readonly string[] = []): boolean {
  return fields.some(
    (field) =>
      field.required &&
      !kept.includes(field.key) &&
      field.type !== "boolean" &&
      (values[field.key] === undefined || values[field.key] === ""),
  );
}

/** Settings go in the open, secrets apart. */
export function split(
  fields: readonly SourceField[],
  values: Values,
): { settings: Values; secrets: Record<string, string> } {
  const settings: Values = {};
  const secrets: Record<string, string> = {};
  for (const field of fields) {
    const value = values[field.key];
    if (value === undefined || value === "") continue;
    if (field.secret) secrets[field.key] = String(value);
    else settings[field.key] = value;
  }
  return { settings, secrets };
}

interface Props {
  field: SourceField;
  /** A secret that is stored already and stays where nothing is entered. */
  kept?: boolean;
  value: Value | undefined;
  onChange: (value: Value) => void;
}

/** One field as the kind's own declaration wants it. */
export function KindField({ field, kept = false, value, onChange }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const optionLabel = (option: string) => {
    const known = namedOptions.find((name) => name === option);
    return known ? t(`option.${known}`) : option;
  };
  const shared = {
    label: local(field.label),
    description: local(field.help) || undefined,
    required: field.required && !kept,
  };
  const text = Array.isArray(value) ? value.join("\n") : String(value ?? "");
  switch (field.type) {
    case "boolean":
      return (
        <Checkbox
          label={shared.label}
          description={shared.description}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case "number":
      return (
        <NumberInput
          {...shared}
          value={typeof value === "number" || typeof value === "string" ? value : ""}
          onChange={onChange}
          allowDecimal={false}
        />
      );
    case "select":
      return (
        <Select
          {...shared}
          data={(field.options ?? []).map((option) => ({ value: option, label: optionLabel(option) }))}
          allowDeselect={!field.required && field.default === undefined}
          value={text || null}
          onChange={(next) => onChange(next ?? "")}
        />
      );
    case "list":
      return (
        <Textarea
          {...shared}
          autosize
          minRows={2}
          value={text}
          onChange={(event) =>
            onChange(
              event.currentTarget.value
                .split("\n")
                .map((line) => line.trim())
                .filter((line, index, all) => line || index === all.length - 1),
            )
          }
        />
      );
    default:
      return field.secret || field.type === "password" ? (
        <PasswordInput
          {...shared}
          autoComplete="off"
          placeholder={kept ? t("sources.secretKept") : undefined}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }}
        />
      ) : (
        <TextInput
          {...shared}
          type={field.type === "url" ? "url" : "text"}
          inputMode={field.type === "url" ? "url" : "text"}
          autoCapitalize="none"
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
