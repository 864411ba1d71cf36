import { useTranslation } from "react-i18next";
import type { Health } from "@/api/schema";
import { Chip, type Tone } from "@/ui/chip";

const tones: Record<Health["state"], Tone> = {
  running: "ok",
  finished: "ok",
  paused: "plain",
  backing_off: "warn",
  failed: "neg",
};

export function StateChip({ health }: { health: Health }) {
  const { t } = useTranslation();
  return <Chip tone={tones[health.state]}>{t(`state.${health.state}`)}</Chip>;
}
