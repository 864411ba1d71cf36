import { useTranslation } from "react-i18next";
import type { QueryCost } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";

const tones = { low: "ok", medium: "plain", high: "warn" } as const;

export function CostChip({ cost }: { cost: QueryCost }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <Chip tone={tones[cost.level]} title={t("queries.costValue", { value: format.number(cost.value) })}>
      {t(`queries.cost.${cost.level}`)}
    </Chip>
  );
}
