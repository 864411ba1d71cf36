import { useTranslation } from "react-i18next";
import type { Tone } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";

/** From how many a share is worth saying. */
const LEAST = 10;

/** The negative share with its interval to hover; a dash where too few have a tone. */
export function NegativeShare({ tone }: { tone: Tone }) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = tone.negative_share;
  const n = tone.positive + tone.neutral + tone.negative;
  if (!share || n < LEAST)
    return (
      <span className="dimmer" title={t("overview.tooFew", { n: format.number(n) })}>
        –
      </span>
    );
  const title = t("overview.negativeOf", {
    low: format.percent(share.low),
    high: format.percent(share.high),
    n: format.number(n),
  });
  return (
    <span className={share.low > 0.25 ? "neg" : "dim"} title={title}>
      {t("overview.negativeN", { n: format.percent(share.value) })}
    </span>
  );
}
