import { Button, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Statement } from "@/api/schema";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";
import { asTime, WhenField } from "./when-field";

/** Where a person published it: the program never publishes by itself. */
export function PublishForm({ statement, onDone }: { statement: Statement; onDone: () => void }) {
  const { t } = useTranslation();
  const [url, setUrl] = useState("");
  const [at, setAt] = useState<string | null>(null);
  const publish = useRoomAct(
    () =>
      call(
        api.POST("/api/crisis/statements/{id}/publish", {
          params: { path: { id: statement.id } },
          body: { url: url.trim(), ...asTime(at) },
        }),
      ),
    onDone,
  );
  return (
    <form
      className={css.inline}
      onSubmit={(event) => {
        event.preventDefault();
        if (url.trim()) publish.mutate();
      }}
    >
      <TextInput
        autoFocus
        label={t("crisis.publishWhere")}
        description={t("crisis.publishHelp")}
        placeholder="https://"
        value={url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <WhenField value={at} onChange={setAt} />
      <div className="row">
        <Button type="submit" variant="filled" disabled={!url.trim()} loading={publish.isPending}>
          {t("crisis.publish")}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}

interface ReasonProps {
  label: string;
  act: string;
  needed?: boolean;
  onDone: () => void;
  mutation: { mutate: (reason: string) => void; isPending: boolean };
}

/** An act that says why. */
export function ReasonForm({ label, act, needed = false, onDone, mutation }: ReasonProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState("");
  const ready = !needed || reason.trim() !== "";
  return (
    <form
      className={css.inline}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) mutation.mutate(reason.trim());
      }}
    >
      <Textarea
        autoFocus
        autosize
        minRows={2}
        maxLength={2000}
        label={label}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className="row">
        <Button type="submit" disabled={!ready} loading={mutation.isPending}>
          {act}
        </Button>
        <Button variant="subtle" onClick={onDone}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
