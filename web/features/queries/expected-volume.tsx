import { useTranslation } from "react-i18next";
import type { QueryPreview } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { useNow } from "@/ui/use-now";
import { expectedFrom } from "./expected";

/** How much the query may bring a day. Only what some query asked for is stored, so a new one may bring more. */
export function ExpectedVolume({ preview }: { preview: QueryPreview }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { days, total, perDay, least, most } = expectedFrom(preview.per_day, useNow());
  const average = perDay < 10 ? Math.round(perDay * 10) / 10 : Math.round(perDay);
  return (
    <p className="small">
      <b>{total > 0 && perDay < 1 ? t("tools.lessThanOne") : t("tools.perDay", { n: format.number(average) })}</b>{" "}
      <span className="dim">
        {t("tools.perDayGround", { days, least: format.number(least), most: format.number(most) })}
      </span>
    </p>
  );
}
