import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { ListKind, WordList } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { ProblemNote } from "@/ui/problem-note";

const kinds: ListKind[] = ["words", "authors", "sites"];

export function ListForm({ list, onDone }: { list?: WordList; onDone: () => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [name, setName] = useState(list?.name ?? "");
  const [kind, setKind] = useState<ListKind>(list?.kind ?? "words");
  const [items, setItems] = useState(list?.items.join("\n") ?? "");
  const body = {
    name: name.trim(),
    kind,
    items: items
      .split("\n")
      .map((line) => line.trim())
      .filter(Boolean),
  };
  const after = {
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["lists"] });
      onDone();
    },
  };
  const save = useMutation({
    mutationFn: () =>
      call(
        list
          ? api.PUT("/api/lists/{id}", { params: { path: { id: list.id } }, body })
          : api.POST("/api/lists", { body }),
      ),
    ...after,
  });
  const remove = useMutation({
    mutationFn: (id: string) => call(api.DELETE("/api/lists/{id}", { params: { path: { id } } })),
    ...after,
  });
  return (
    <form
      className="stack"
      style={{ padding: "10px 0", maxWidth: 520 }}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t("lists.name")}
        description={t("lists.nameHelp", { name: name.trim() || "…" })}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value.replace(/\s/gu, "-"))}
      />
      <Select
        label={t("lists.kindLabel")}
        data={kinds.map((value) => ({ value, label: t(`lists.kind.${value}`) }))}
        value={kind}
        onChange={(value) => setKind(kinds.find((k) => k === value) ?? "words")}
        allowDeselect={false}
      />
      <Textarea
        label={t("lists.itemsLabel")}
        autosize
        minRows={4}
        maxRows={14}
        value={items}
        onChange={(event) => setItems(event.currentTarget.value)}
      />
      <ProblemNote error={save.error ?? remove.error} />
      <div className="row wrap">
        <Button
          type="submit"
          variant="filled"
          disabled={!body.name || body.items.length === 0}
          loading={save.isPending}
        >
          {t("common.save")}
        </Button>
        <Button onClick={onDone}>{t("common.cancel")}</Button>
        {list && (
          <Button
            disabled={list.used_by > 0}
            title={list.used_by > 0 ? t("lists.inUse") : undefined}
            loading={remove.isPending}
            onClick={() => remove.mutate(list.id)}
          >
            {t("common.remove")}
          </Button>
        )}
      </div>
    </form>
  );
}
