import { Button, MultiSelect, NumberInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Settings } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { tell } from "@/ui/toast";

const languages = ["de", "en", "fr", "nl", "da", "sv", "pl", "cs", "it", "es", "pt"];

export function Workspace() {
  const settings = useQuery({ queryKey: ["settings"], queryFn: () => call(api.GET("/api/settings")) });
  if (settings.data) return <WorkspaceForm stored={settings.data} />;
  return settings.error ? <ProblemNote error={settings.error} onRetry={() => void settings.refetch()} /> : <Pending />;
}

function WorkspaceForm({ stored }: { stored: Settings }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const [form, setForm] = useState(stored);
  const names = new Intl.DisplayNames([i18n.language], { type: "language" });
  const set = <K extends keyof Settings>(key: K, value: Settings[K]) => setForm({ ...form, [key]: value });
  const save = useMutation({
    mutationFn: () => call(api.PUT("/api/settings", { body: form })),
    onSuccess: (result) => {
      client.setQueryData(["settings"], result);
      void client.invalidateQueries({ queryKey: ["session"] });
      tell(t("settings.saved"));
    },
  });
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t("setup.workspace")}
        required
        value={form.workspace}
        onChange={(event) => set("workspace", event.currentTarget.value)}
      />
      <MultiSelect
        label={t("settings.languages")}
        description={t("settings.languagesHelp")}
        data={languages.map((value) => ({ value, label: names.of(value) ?? value }))}
        value={form.languages}
        onChange={(value) => set("languages", value)}
      />
      <TextInput
        label={t("settings.imprint")}
        description={t("settings.imprintHelp")}
        type="url"
        value={form.imprint}
        onChange={(event) => set("imprint", event.currentTarget.value)}
      />
      <NumberInput
        label={t("settings.hold")}
        description={t("settings.holdHelp")}
        min={0}
        max={120}
        suffix=" s"
        value={form.hold_s}
        onChange={(value) => set("hold_s", Number(value) || 0)}
      />
      <NumberInput
        label={t("settings.firstAnswer")}
        description={t("settings.firstAnswerHelp")}
        min={1}
        suffix=" min"
        value={form.first_answer_minutes}
        onChange={(value) => set("first_answer_minutes", Number(value) || 1)}
      />
      <ProblemNote error={save.error} />
      <div>
        <Button type="submit" variant="filled" loading={save.isPending} disabled={!form.workspace.trim()}>
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
