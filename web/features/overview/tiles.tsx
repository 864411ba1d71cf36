import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Interval, Overview, Tone } from "@/api/schema";
import type { InboxSearch } from "@/features/inbox/search-params";
import { useFormat } from "@/i18n/use-format";
import { InboxLink } from "@/ui/inbox-link";
import { useNow } from "@/ui/use-now";
import { lastDay } from "./against";
import { change } from "./change";
import { behind } from "./data";
import css from "./overview.module.css";
import type { OverviewSearch } from "./search-params";

/** Figures, each with its ground. `past`: the period they are compared with where somebody chose one. */
export function Tiles({
  overview,
  search,
  past,
}: {
  overview: Overview;
  search: OverviewSearch;
  past: Overview | null;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { tiles, days, from, to } = overview;
  const { mentions, needs_answer: waiting, first_answer: first, cases } = tiles;
  const inbox = behind(search, from, to);
  const allCases = search.query || search.source || search.lang ? ` · ${t("overview.allCases")}` : "";
  const grown = change(mentions.value, mentions.before);
  const faster =
    first.median_s !== null && first.before_s !== null ? Math.round((first.median_s - first.before_s) / 60) : null;
  return (
    <div className={css.cards}>
      <Tile
        title={t("overview.mentions")}
        search={inbox}
        value={format.number(mentions.value)}
        beside={grown === null ? "" : format.signedPercent(grown)}
      >
        {mentions.before !== null &&
          `${
            past
              ? t("overview.beforeThen", {
                  n: format.number(mentions.before),
                  from: format.date(past.from),
                  to: format.date(lastDay(past.to)),
                })
              : t("overview.before", { n: format.number(mentions.before), count: days })
          } · `}
        {mentions.duplicates > 0 && `${t("overview.duplicates", { n: format.number(mentions.duplicates) })}, `}
        {mentions.not_about > 0 && `${t("overview.notAbout", { n: format.number(mentions.not_about) })}, `}
        {t("overview.hidden", { n: format.number(mentions.hidden) })}
      </Tile>
      <NegativeTile overview={overview} search={{ ...inbox, sentiment: "negative" }} />
      <Tile
        title={t("overview.needsAnswer")}
        value={format.number(waiting.value)}
        beside={t("overview.overdue", { n: format.number(waiting.over_due) })}
        hot={waiting.over_due > 0}
        search={{}}
      >
        {waiting.oldest_at
          ? t("overview.oldest", {
              time: format.duration((now.getTime() - new Date(waiting.oldest_at).getTime()) / 1000),
            })
          : t("overview.nobodyWaits")}
        {allCases}
      </Tile>
      <Tile
        title={t("overview.firstAnswer")}
        value={first.median_s === null ? "–" : format.duration(first.median_s)}
        beside={faster === null ? "" : t("overview.minutes", { n: format.signed(faster) })}
      >
        {first.n > 0
          ? t("overview.inTime", {
              share: format.percent(first.in_time / first.n),
              count: first.n,
              n: format.number(first.n),
            })
          : t("overview.noAnswers")}
        {allCases}
      </Tile>
      <Tile
        title={t("overview.ideas")}
        value={format.number(overview.intents.ideas)}
        beside=""
        search={{ ...inbox, intent: "idea" }}
      >
        {t("overview.ideasOf", {
          count: mentions.value - mentions.duplicates,
          n: format.number(mentions.value - mentions.duplicates),
        })}
      </Tile>
      <Tile title={t("overview.cases")} value={format.number(cases.open)} beside={t("overview.openCases")}>
        {t("overview.closedCases", { count: cases.closed, n: format.number(cases.closed) })}
        {allCases}
      </Tile>
    </div>
  );
}

/** Of those with a tone, the negative share with its range, and what it was before. */
function NegativeTile({ overview, search }: { overview: Overview; search: InboxSearch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { tone, tone_before: before } = overview;
  const share = tone.negative_share;
  const range = (of: Interval) => `${format.percent(of.low)}–${format.percent(of.high)}`;
  return (
    <Tile
      title={t("overview.negative")}
      search={search}
      value={share ? format.percent(share.value) : "–"}
      beside={share ? range(share) : ""}
    >
      n = {format.number(judged(tone))}
      {before?.negative_share &&
        ` · ${t("overview.negativeBefore", {
          share: format.percent(before.negative_share.value),
          range: range(before.negative_share),
          n: format.number(judged(before)),
        })}`}
    </Tile>
  );
}

/** Of how many the tone is known. */
const judged = (tone: Tone) => tone.positive + tone.neutral + tone.negative;

interface TileProps {
  title: string;
  value: string;
  beside: string;
  hot?: boolean;
  /** What the title opens in the inbox. */
  search?: InboxSearch;
  children: ReactNode;
}

function Tile({ title, value, beside, hot, search, children }: TileProps) {
  return (
    <section className="card">
      <h3>
        {search ? (
          <InboxLink to="/inbox" search={search}>
            {title}
          </InboxLink>
        ) : (
          title
        )}
      </h3>
      <div className={css.number}>
        {value} {beside && <small className={hot ? "neg" : undefined}>{beside}</small>}
      </div>
      <div className="small dimmer">{children}</div>
    </section>
  );
}
