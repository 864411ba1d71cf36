import { Checkbox, Textarea, TextInput } from "@mantine/core";
import { DateInput } from "@mantine/dates";
import { useTranslation } from "react-i18next";
import type { Assessment } from "@/api/schema";

const parts = ["interest", "necessity", "balance", "safeguards"] as const;

/** Why we may listen here. Pre-filled; a person answers for it with name and date. */
export function AssessmentForm({ value, onChange }: { value: Assessment; onChange: (value: Assessment) => void }) {
  const { t } = useTranslation();
  return (
    <>
      {parts.map((part) => (
        <Textarea
          key={part}
          label={t(`assessment.${part}`)}
          description={t(`assessment.${part}Help`)}
          autosize
          minRows={2}
          maxRows={8}
          required
          value={value[part]}
          onChange={(event) => onChange({ ...value, [part]: event.currentTarget.value })}
        />
      ))}
      <TextInput
        label={t("assessment.owner")}
        description={t("assessment.ownerHelp")}
        required
        value={value.owner}
        onChange={(event) => onChange({ ...value, owner: event.currentTarget.value })}
      />
      <DateInput
        label={t("assessment.review")}
        description={t("assessment.reviewHelp")}
        required
        valueFormat="DD.MM.YYYY"
        minDate={new Date()}
        value={value.review_date || null}
        onChange={(date) => onChange({ ...value, review_date: date ?? "" })}
      />
      <Checkbox
        label={t("assessment.approve")}
        description={t("assessment.approveHelp")}
        checked={value.approved}
        onChange={(event) => onChange({ ...value, approved: event.currentTarget.checked })}
      />
    </>
  );
}
