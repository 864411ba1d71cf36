import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { change } from "./change";
import css from "./overview.module.css";
import type { Topic } from "./topics-data";

/** What is talked about, by the saved queries: the number and how it changed. */
export function Topics({ topics, from, to }: { topics: readonly Topic[]; from: string; to: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className="card">
      <h3 className={css.tableHead}>
        {t("overview.topics")} <span className="dimmer">· {t("overview.topicsHint")}</span>
      </h3>
      <table className="small">
        <tbody>
          {topics.map((topic) => (
            <tr key={topic.query.id}>
              <th scope="row" className={css.topicName}>
                <Link to="/inbox" search={{ view: "all", query: topic.query.id, after: from, before: to }}>
                  {topic.query.name}
                </Link>
              </th>
              <td className="right">{format.number(topic.count)}</td>
              <td className="right nowrap">
                <Change topic={topic} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Colour only where much changed and the numbers carry it. */
function Change({ topic }: { topic: Topic }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (topic.before === null) return null;
  const grown = change(topic.count, topic.before);
  if (grown === null) return <Chip>{t("overview.topicNew")}</Chip>;
  const title = t("overview.topicBefore", { n: format.number(topic.before) });
  return (
    <Chip tone={grown >= 1 && topic.count >= 20 ? "warn" : "plain"} title={title}>
      {format.signed(Math.round(grown * 100))} %
    </Chip>
  );
}
