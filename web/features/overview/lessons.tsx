import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useCan } from "@/app/session";
import { queriesQuery } from "@/features/queries/data";
import { useFormat } from "@/i18n/use-format";
import { Chip } from "@/ui/chip";
import { InboxLink } from "@/ui/inbox-link";
import css from "./overview.module.css";

/** What makes the models' reading better: corrections and what they taught (how often right before and after, of labels
 * that did not teach), and the second tier. */
export function Lessons() {
  const { t } = useTranslation();
  const format = useFormat();
  const learned = useQuery({
    queryKey: ["overview", "lessons"],
    queryFn: ({ signal }) => call(api.GET("/api/overview/lessons", { signal })),
    refetchInterval: 60_000,
  }).data;
  const queries = useQuery({ ...queriesQuery, enabled: useCan("queries_read") }).data ?? [];
  if (!learned || (learned.items.length === 0 && learned.doubtful === null)) return null;
  return (
    <section className="card">
      <h3 className={css.tableHead}>
        {learned.items.length === 0 ? (
          t("overview.reading")
        ) : (
          <>
            {t("overview.lessons")} <span className="dimmer">· {t("overview.lessonsHint")}</span>
          </>
        )}
      </h3>
      {learned.doubtful !== null && (
        <p className="small dimmer">
          {learned.doubtful > 0
            ? t("overview.secondLook", { count: learned.doubtful, n: format.number(learned.doubtful) })
            : t("overview.secondLookDone")}
        </p>
      )}
      <table className="small">
        <tbody>
          {learned.items.map((lesson) => (
            <tr key={`${lesson.what} ${lesson.query}`}>
              <th scope="row" className={css.topicName}>
                {t(`overview.lesson.${lesson.what}`)}{" "}
                {lesson.query && (
                  <InboxLink to="/inbox" search={{ view: "all", query: lesson.query, about: "unsure" }}>
                    {queries.find((query) => query.id === lesson.query)?.name ?? t("overview.lessonUnsure")}
                  </InboxLink>
                )}
              </th>
              <td className="right nowrap">
                {t("overview.lessonScore", {
                  before: format.percent(lesson.right_before / Math.max(1, lesson.count)),
                  after: format.percent(lesson.right_after / Math.max(1, lesson.count)),
                  n: format.number(lesson.count),
                })}
              </td>
              <td className="right">
                <Chip tone={lesson.used ? "ok" : "plain"}>
                  {t(lesson.used ? "overview.lessonUsed" : "overview.lessonUnused")}
                </Chip>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
