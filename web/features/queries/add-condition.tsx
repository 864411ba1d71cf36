import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { asCondition } from "./condition";

const fields = ["title", "text", "author", "site", "link", "network", "source", "lang", "kind", "has", "list"] as const;

interface Props {
  /** Resolves to false where the condition is refused: then the text stays to be mended. */
  onAdd: (condition: string) => Promise<boolean>;
  /** Backspace in the empty field. */
  onTakeBack: () => void;
}

/** A word, a phrase or a field with its value; Enter adds it. */
export function AddCondition({ onAdd, onTakeBack }: Props) {
  const { t } = useTranslation();
  const [field, setField] = useState("");
  const [text, setText] = useState("");
  const add = async () => {
    const condition = asCondition(field, text);
    if (condition && (await onAdd(condition))) setText("");
  };
  return (
    <div className="row wrap">
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
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.preventDefault();
            void add();
          }
          if (event.key === "Backspace" && text === "") onTakeBack();
        }}
      />
      <Button disabled={!text.trim()} onClick={() => void add()}>
        {t("builder.add")}
      </Button>
    </div>
  );
}
