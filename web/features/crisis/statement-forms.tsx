import { Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Statement } from "@/api/schema";
import { ActForm } from "./act-form";
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
    <ActForm
      act={t("crisis.publish")}
      ready={url.trim() !== ""}
      pending={publish.isPending}
      main
      onAct={() => publish.mutate()}
      onCancel={onDone}
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
    </ActForm>
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
  const [reason, setReason] = useState("");
  const ready = !needed || reason.trim() !== "";
  return (
    <ActForm
      act={act}
      ready={ready}
      pending={mutation.isPending}
      onAct={() => mutation.mutate(reason.trim())}
      onCancel={onDone}
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
    </ActForm>
  );
}
