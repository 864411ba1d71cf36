import { Button, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { AlertTargetKind, AlertTargetRequest } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { ProblemNote } from "@/ui/problem-note";
import { canPush, subscribe } from "./push";

/** A mailbox, a program's address, or this browser. */
export function TargetForm({ pushKey }: { pushKey: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [kind, setKind] = useState<AlertTargetKind>("mail");
  const [name, setName] = useState("");
  const [address, setAddress] = useState("");
  const kinds: AlertTargetKind[] = canPush() ? ["mail", "webhook", "push"] : ["mail", "webhook"];
  const add = useMutation({
    mutationFn: async () => {
      const body: AlertTargetRequest =
        kind === "push" ? { kind, name, ...(await subscribe(pushKey)) } : { kind, name, address };
      return call(api.POST("/api/alert-targets", { body }));
    },
    onSuccess: () => {
      setName("");
      setAddress("");
      void client.invalidateQueries({ queryKey: ["alerts"] });
    },
  });
  return (
    <form
      className="stack"
      style={{ maxWidth: 560 }}
      onSubmit={(event) => {
        event.preventDefault();
        add.mutate();
      }}
    >
      <Select
        label={t("alerts.targetKind")}
        data={kinds.map((value) => ({ value, label: t(`alerts.target.${value}`) }))}
        value={kind}
        onChange={(value) => setKind(kinds.find((k) => k === value) ?? "mail")}
        allowDeselect={false}
      />
      <TextInput label={t("alerts.targetName")} value={name} onChange={(event) => setName(event.currentTarget.value)} />
      {kind !== "push" && (
        <TextInput
          label={t("alerts.address")}
          type={kind === "mail" ? "email" : "url"}
          value={address}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      )}
      <ProblemNote error={add.error} />
      {add.data?.secret && (
        <p role="status">
          {t("alerts.secret")} <code>{add.data.secret}</code>
        </p>
      )}
      <div>
        <Button type="submit" disabled={!name || (kind !== "push" && !address)} loading={add.isPending}>
          {t("alerts.addTarget")}
        </Button>
      </div>
    </form>
  );
}
