import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Source } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { AssessmentForm } from "@/features/setup/assessment-form";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { ProblemNote } from "@/ui/problem-note";

const parts = ["interest", "necessity", "balance", "safeguards"] as const;

/** Why we listen here, who answers for it and until when. */
export function SourceAssessment({ source, editable }: { source: Source; editable: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const [draft, setDraft] = useState(source.assessment);
  const [editing, setEditing] = useState(false);
  const save = useMutation({
    mutationFn: () =>
      call(api.PATCH("/api/sources/{id}", { params: { path: { id: source.id } }, body: { assessment: draft } })),
    onSuccess: () => {
      setEditing(false);
      void client.invalidateQueries({ queryKey: ["sources"] });
    },
  });
  if (editing) {
    return (
      <form
        className="card stack"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <AssessmentForm value={draft} onChange={setDraft} />
        <ProblemNote error={save.error} />
        <div className="row">
          <Button type="submit" variant="filled" loading={save.isPending}>
            {t("common.save")}
          </Button>
          <Button onClick={() => setEditing(false)}>{t("common.cancel")}</Button>
        </div>
      </form>
    );
  }
  const { assessment } = source;
  return (
    <div className="card stack">
      <div className="row wrap">
        {assessment.approved ? (
          <Chip tone="ok">✓ {t("assessment.approved")}</Chip>
        ) : (
          <Chip tone="warn">{t("sources.unapproved")}</Chip>
        )}
        <span className="dim">
          {t("assessment.by", {
            owner: assessment.owner || "–",
            date: assessment.review_date ? format.date(assessment.review_date) : "–",
          })}
        </span>
        <span className="grow" />
        {editable && (
          <Button
            size="compact-sm"
            onClick={() => {
              setDraft(assessment);
              setEditing(true);
            }}
          >
            {t("common.edit")}
          </Button>
        )}
      </div>
      <dl className="stack">
        {parts.map((part) => (
          <div key={part}>
            <dt className="small dim strong">{t(`assessment.${part}`)}</dt>
            <dd>{assessment[part] || "–"}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
