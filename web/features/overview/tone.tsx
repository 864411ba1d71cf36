import { useTranslation } from "react-i18next";
import type { Overview } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { InboxLink } from "@/ui/inbox-link";
import { behind } from "./data";
import css from "./overview.module.css";
import type { OverviewSearch } from "./search-params";

const tones = ["positive", "neutral", "negative", "unsure"] as const;
const intents = ["complaints", "questions", "ideas", "praise"] as const;
const intentOf = { complaints: "complaint", questions: "question", ideas: "idea", praise: "praise" } as const;

/** How it is said and what is wanted; each number opens its mentions. */
export function Tone({ overview, search }: { overview: Overview; search: OverviewSearch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { tone } = overview;
  const read = tone.positive + tone.neutral + tone.negative + tone.unsure;
  const inbox = behind(search, overview.from, overview.to);
  const net = tone.net;
  return (
    <section className="card">
      <h3 className={css.tableHead}>
        {t("overview.tone")} <span className="dimmer">· {t("overview.toneHint")}</span>
      </h3>
      <div className={css.toneBar} aria-hidden="true">
        {tones.map((name) => (
          <i key={name} data-tone={name} style={{ flexGrow: tone[name] }} />
        ))}
      </div>
      <ul className={css.toneList}>
        {tones.map((name) => (
          <li key={name}>
            <InboxLink to="/inbox" search={{ ...inbox, sentiment: name }}>
              {t(`sentiment.${name}`)}
            </InboxLink>{" "}
            {format.number(tone[name])} <span className="dimmer">{read ? format.percent(tone[name] / read) : ""}</span>
          </li>
        ))}
      </ul>
      <p className="small dimmer">
        {net &&
          t("overview.net", {
            net: format.signed(Math.round(net.value * 100)),
            low: format.signed(Math.round(net.low * 100)),
            high: format.signed(Math.round(net.high * 100)),
            n: format.number(tone.positive + tone.neutral + tone.negative),
          })}{" "}
        {tone.unread > 0 && t("overview.unreadTone", { count: tone.unread, n: format.number(tone.unread) })}
      </p>
      <ul className={css.toneList}>
        {intents.map((name) => (
          <li key={name}>
            <InboxLink to="/inbox" search={{ ...inbox, intent: intentOf[name] }}>
              {t(`overview.intents.${name}`)}
            </InboxLink>{" "}
            {format.number(overview.intents[name])}
          </li>
        ))}
      </ul>
    </section>
  );
}
