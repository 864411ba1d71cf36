import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useMutation } from "@/api/use-mutation";
import { useSession } from "@/app/session";
import { QueryLab } from "@/features/queries/query-lab";
import { useHalfTyped } from "@/features/queries/use-half-typed";
import { ProblemNote } from "@/ui/problem-note";
import css from "./setup.module.css";

/** What to listen for: begins with the company's own name. */
export function FirstQuery({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const { workspace } = useSession();
  const client = useQueryClient();
  const [name, setName] = useState(() => t("wizard.queryName"));
  const [query, setQuery] = useState(() => (/\s/u.test(workspace.name) ? `"${workspace.name}"` : workspace.name));
  const [valid, setValid] = useState(false);
  const halfTyped = useHalfTyped();
  const save = useMutation({
    mutationFn: (text: string) => call(api.POST("/api/queries", { body: { name: name.trim(), query: text } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["queries"] });
      onDone();
    },
  });
  const listen = async () => {
    const text = await halfTyped.settled(query);
    if (text !== null) save.mutate(text);
  };
  return (
    <div className="stack">
      <p className="dim">{t("wizard.queryText")}</p>
      <TextInput
        label={t("queries.name")}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        maw={360}
      />
      <QueryLab query={query} onChange={setQuery} onValid={setValid} halfTyped={halfTyped} />
      <ProblemNote error={save.error} />
      <div className={css.acts}>
        <Button
          variant="filled"
          loading={save.isPending}
          disabled={!(valid || halfTyped.any) || !name.trim()}
          onClick={() => void listen()}
        >
          {t("wizard.listen")}
        </Button>
        <Button onClick={onDone}>{t("wizard.skip")}</Button>
      </div>
    </div>
  );
}
