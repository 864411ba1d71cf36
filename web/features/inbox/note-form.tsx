import { Button, Textarea } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useMutation } from "@/api/use-mutation";
import { tellProblem } from "@/ui/toast";
import css from "./inbox.module.css";

// Kept while the page is open, so that looking at another case loses no note.
const unsent = new Map<string, string>();

export function NoteForm({ caseId, mentionId, focus }: { caseId: string; mentionId: string; focus: boolean }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [text, setText] = useState(unsent.get(caseId) ?? "");
  const change = (value: string) => {
    unsent.set(caseId, value);
    setText(value);
  };
  const save = useMutation({
    mutationFn: () =>
      call(api.POST("/api/cases/{id}/notes", { params: { path: { id: caseId } }, body: { text: text.trim() } })),
    onSuccess: () => {
      change("");
      void client.invalidateQueries({ queryKey: ["conversation", mentionId] });
    },
    onError: tellProblem,
  });
  const submit = () => text.trim() && save.mutate();
  return (
    <form
      className={css.noteForm}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        variant="unstyled"
        aria-label={t("composer.noteLabel")}
        placeholder={t("composer.notePlaceholder")}
        autoFocus={focus}
        autosize
        minRows={3}
        maxRows={10}
        value={text}
        onChange={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
          if (event.key === "Escape") event.currentTarget.blur();
        }}
        classNames={{ input: css.answer ?? "" }}
      />
      <div className={css.composerBottom}>
        <span className="small dim">{t("note.internal")}</span>
        <span className="grow" />
        <Button
          type="submit"
          variant={text.trim() ? "filled" : "default"}
          disabled={!text.trim()}
          loading={save.isPending}
        >
          {t("composer.saveNote")}
        </Button>
      </div>
    </form>
  );
}
