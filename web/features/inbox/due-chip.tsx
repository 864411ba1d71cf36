import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { useNow } from "@/ui/use-now";

/** How long is left for an answer: quiet while there is time, warm when it runs out, red after. */
export function DueChip({ due }: { due: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const left = (new Date(due).getTime() - now.getTime()) / 1000;
  if (left < 0) return <Chip tone="neg">{t("inbox.overdue", { time: format.duration(-left) })}</Chip>;
  return <Chip tone={left < 3600 ? "warn" : "plain"}>{t("inbox.left", { time: format.duration(left) })}</Chip>;
}
