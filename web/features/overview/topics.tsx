import { useTranslation } from "react-i18next";
import type { Overview, Topic, Topics as TopicList } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Chip, type Tone } from "@/ui/chip";
import { InboxLink } from "@/ui/inbox-link";
import { behind } from "./data";
import css from "./overview.module.css";
import type { OverviewSearch } from "./search-params";

/** What it is about, in people's own words; new and rising first. */
export function Topics({
  topics,
  overview,
  search,
}: {
  topics: TopicList;
  overview: Overview;
  search: OverviewSearch;
}) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!topics.items.length) return null;
  const hint = !topics.compared
    ? "overview.topicsHintAlone"
    : search.against
      ? "overview.topicsHintAgainst"
      : "overview.topicsHint";
  return (
    <section className="card">
      <h3 className={css.tableHead}>
        {t("overview.topics")}{" "}
        <span className="dimmer">
          ·{" "}
          {t(hint, {
            looked: format.number(topics.looked_at),
            n: format.number(topics.mentions),
          })}
        </span>
      </h3>
      <table className="small">
        <tbody>
          {topics.items.map((topic) => (
            <tr key={topic.name}>
              <th scope="row" className={css.topicName} title={topic.terms.join(", ")}>
                <InboxLink
                  to="/inbox"
                  search={{ ...behind(search, overview.from, overview.to), q: topicSearch(topic.terms) }}
                >
                  {topic.name}
                </InboxLink>
              </th>
              <td className="right">{format.number(topic.count)}</td>
              <td className="right nowrap">
                {topic.negative > 0 && (
                  <span className="neg">{t("overview.negativeN", { n: format.number(topic.negative) })}</span>
                )}
              </td>
              <td className="right nowrap">{topics.compared && <Status topic={topic} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** The posts with any of the terms, in the query language. */
export function topicSearch(terms: readonly string[]): string {
  return terms.map((term) => `"${term.replaceAll(/["\\]/gu, " ")}"`).join(" OR ");
}

const toneOf: Record<Topic["status"], Tone> = { new: "acc", rising: "warn", steady: "plain", fading: "plain" };

function Status({ topic }: { topic: Topic }) {
  const { t } = useTranslation();
  const format = useFormat();
  const title = t("overview.topicExpected", { n: format.number(Math.round(topic.before)) });
  return (
    <Chip tone={toneOf[topic.status]} title={title}>
      {t(`overview.status.${topic.status}`)}
    </Chip>
  );
}
