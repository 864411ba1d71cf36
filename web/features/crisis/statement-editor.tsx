import { Button, NativeSelect, Textarea, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { codeOf } from "@/api/problem";
import type { Statement } from "@/api/schema";
import { useSession } from "@/app/session";
import { LeaveGuard } from "@/ui/leave-guard";
import { ActForm } from "./act-form";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";

// Kept while the page is open, so that looking elsewhere loses no text.
const unsaved = new Map<string, { title: string; text: string; lang: string; base: number }>();

/** A new text, or a new version of one. What a colleague saved meanwhile is shown, never overwritten unseen. */
export function StatementEditor({
  roomId,
  statement,
  onDone,
}: {
  roomId: string;
  statement?: Statement;
  onDone: () => void;
}) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const { workspace } = useSession();
  const key = statement?.id ?? `new ${roomId}`;
  const [words, setWords] = useState(
    () =>
      unsaved.get(key) ?? {
        title: statement?.title ?? "",
        text: statement?.text ?? "",
        lang: statement?.lang || workspace.languages[0] || i18n.language,
        base: statement?.version ?? 0,
      },
  );
  const write = (change: Partial<typeof words>) => {
    const next = { ...words, ...change };
    unsaved.set(key, next);
    setWords(next);
  };
  const leave = () => {
    unsaved.delete(key);
    onDone();
  };
  const save = useRoomAct(() => {
    const body = { title: words.title.trim(), text: words.text.trim(), lang: words.lang };
    return call(
      statement
        ? api.PUT("/api/crisis/statements/{id}", {
            params: { path: { id: statement.id } },
            body: { ...body, version: words.base },
          })
        : api.POST("/api/crisis/rooms/{id}/statements", { params: { path: { id: roomId } }, body }),
    );
  }, leave);
  const written =
    words.title !== (statement?.title ?? "") ||
    words.text !== (statement?.text ?? "") ||
    (statement !== undefined && words.lang !== statement.lang);
  const theirs = statement && statement.version > words.base ? statement : null;
  const submit = () =>
    save.mutate(undefined, {
      onError: (error) =>
        codeOf(error) === "E_CONFLICT" && void client.invalidateQueries({ queryKey: ["crisis", "room", roomId] }),
    });
  const voids = statement?.state === "waiting" || statement?.state === "approved";
  return (
    <ActForm
      act={t(statement ? "crisis.saveVersion" : "crisis.saveDraft")}
      ready={words.title.trim() !== "" && words.text.trim() !== "" && theirs === null}
      pending={save.isPending}
      main
      onAct={submit}
      onCancel={leave}
    >
      <LeaveGuard unsaved={() => written && unsaved.has(key)} />
      {theirs && (
        <div className={css.conflict} role="alert">
          <p className="strong">{t("crisis.conflict", { name: theirs.by?.name ?? "" })}</p>
          <blockquote>{theirs.text}</blockquote>
          <div>
            <Button size="compact-sm" onClick={() => write({ base: theirs.version })}>
              {t("crisis.conflictKeep")}
            </Button>
          </div>
        </div>
      )}
      <TextInput
        autoFocus
        label={t("crisis.statementTitle")}
        maxLength={200}
        value={words.title}
        onChange={(event) => write({ title: event.currentTarget.value })}
      />
      <Textarea
        label={t("crisis.statementText")}
        lang={words.lang}
        spellCheck
        autosize
        minRows={5}
        maxRows={20}
        maxLength={20000}
        value={words.text}
        onChange={(event) => write({ text: event.currentTarget.value })}
      />
      <NativeSelect
        label={t("crisis.statementLanguage")}
        w={200}
        value={words.lang}
        onChange={(event) => write({ lang: event.currentTarget.value })}
        data={languageChoices([...workspace.languages, words.lang], i18n.language)}
      />
      {voids && <p className="small dim">{t("crisis.voids")}</p>}
    </ActForm>
  );
}

function languageChoices(languages: readonly string[], ui: string) {
  const names = new Intl.DisplayNames([ui], { type: "language", fallback: "code" });
  return [...new Set(languages)].map((value) => ({ value, label: names.of(value) ?? value }));
}
