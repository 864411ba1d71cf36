import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asCondition } from "./condition";
import type { HalfTyped } from "./use-half-typed";

const fields = ["title", "text", "author", "site", "link", "network", "source", "lang", "kind", "has", "list"] as const;

interface Props {
  halfTyped: HalfTyped;
  /** Resolves to the new query, or to null where the condition is refused: then the text stays to be mended. */
  onAdd: (condition: string) => Promise<string | null>;
  /** Backspace in the empty field. */
  onTakeBack: () => void;
}

/** A word, a phrase or a field with its value; Enter adds it, and so does going elsewhere. */
export function AddCondition({ halfTyped, onAdd, onTakeBack }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [field, setField] = useState("");
  const [text, setText] = useState("");
  const busy = useRef(false);
  const { report } = halfTyped;
  useEffect(() => () => report(id, false), [report, id]);
  const write = (next: string) => {
    setText(next);
    report(id, next.trim() !== "");
  };
  const add = async (condition: string): Promise<string | null> => {
    busy.current = true;
    const query = await onAdd(condition);
    if (query !== null) write("");
    busy.current = false;
    return query;
  };
  const commit = () => {
    const condition = asCondition(field, text);
    if (condition && !busy.current) halfTyped.begin(add(condition));
  };
  return (
    <div
      role="group"
      aria-label={t("builder.condition")}
      className="row wrap"
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) commit();
      }}
    >
      <NativeSelect
        aria-label={t("builder.field")}
        data={[
          { value: "", label: t("builder.word") },
          ...fields.map((name) => ({ value: name, label: t(`operator.${name}`) })),
        ]}
        value={field}
        onChange={(event) => setField(event.currentTarget.value)}
      />
      <TextInput
        aria-label={t("builder.condition")}
        placeholder={t("builder.placeholder")}
        className="grow"
        miw={140}
        value={text}
        onChange={(event) => write(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            commit();
          }
          if (event.key === "Backspace" && text === "") onTakeBack();
        }}
      />
      <Button disabled={!text.trim()} onClick={commit}>
        {t("builder.add")}
      </Button>
    </div>
  );
}
