import { useTranslation } from "react-i18next";
import type { CrisisSeries } from "@/api/schema";
import type { Stretch } from "@/features/overview/chart-parts";
import { useFormat } from "@/i18n/use-format";
import { stretchOf } from "./stretch";

/** The stretch of the crisis, with its beginning in words. */
export function useStretch(series: CrisisSeries | undefined, hours: number): Stretch | null {
  const { t } = useTranslation();
  const format = useFormat();
  const found = series && stretchOf(series, hours);
  if (!found) return null;
  const { began_at: at } = series;
  return { ...found, label: t("crisis.began", { day: format.weekday(at), time: format.time(at) }) };
}
