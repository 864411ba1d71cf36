import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import dayjs from "dayjs";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Assessment, Source, SourceKind } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useSession } from "@/app/session";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { AssessmentForm } from "./assessment-form";
import type { Connection } from "./connect-step";
import css from "./setup.module.css";

interface Props {
  kind: SourceKind;
  connection: Connection;
  onBack: () => void;
  onDone: (source: Source) => void;
}

export function JustifyStep({ kind, connection, onBack, onDone }: Props) {
  const { t, i18n } = useTranslation();
  const { user } = useSession();
  const client = useQueryClient();
  const template = useQuery({
    queryKey: ["assessment-template", kind.kind, i18n.language],
    queryFn: () => call(api.GET("/api/assessment-template", { params: { query: { kind: kind.kind } } })),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const [value, setValue] = useState<Assessment | null>(null);
  useEffect(() => {
    if (!template.data) return;
    const { owner, review_date } = template.data;
    setValue(
      (old) =>
        old ?? {
          ...template.data,
          owner: owner || user.name,
          review_date: review_date || dayjs().add(1, "year").format("YYYY-MM-DD"),
          approved: false,
        },
    );
  }, [template.data, user.name]);
  const create = useMutation({
    mutationFn: (assessment: Assessment) =>
      call(api.POST("/api/sources", { body: { kind: kind.kind, ...connection, assessment } })),
    onSuccess: (source) => {
      void client.invalidateQueries({ queryKey: ["sources"] });
      onDone(source);
    },
  });
  if (!value)
    return template.error ? (
      <ProblemNote error={template.error} onRetry={() => void template.refetch()} />
    ) : (
      <Pending />
    );
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate(value);
      }}
    >
      <p className="dim">{t("wizard.justifyText")}</p>
      <AssessmentForm value={value} onChange={setValue} />
      <ProblemNote error={create.error} />
      <div className={css.acts}>
        <Button
          type="submit"
          variant="filled"
          loading={create.isPending}
          disabled={!value.owner.trim() || !value.review_date}
        >
          {value.approved ? t("wizard.start") : t("wizard.savePaused")}
        </Button>
        <Button onClick={onBack}>{t("common.back")}</Button>
      </div>
    </form>
  );
}
