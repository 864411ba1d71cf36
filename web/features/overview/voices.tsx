import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Voice } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { Seal } from "@/ui/avatar";
import css from "./overview.module.css";

/** Who was heard by many, sealed as everywhere. */
export function Voices({ voices }: { voices: readonly Voice[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayOpen = useCan("mentions_read");
  if (!voices.length) return null;
  return (
    <section className="card">
      <h3 className={css.tableHead}>
        {t("overview.voices")} <span className="dimmer">· {t("overview.voicesHint")}</span>
      </h3>
      <table className="small">
        <tbody>
          {voices.map((voice) => (
            <tr key={voice.mention_id}>
              <th scope="row" className={css.topicName}>
                <span className="row">
                  <Seal size={18} />
                  {mayOpen ? (
                    <Link to="/inbox/$id" params={{ id: voice.mention_id }} search={{ view: "all" }}>
                      {voice.ref4}
                    </Link>
                  ) : (
                    voice.ref4
                  )}
                  <span className="dimmer ell">{voice.source.name}</span>
                </span>
              </th>
              <td className="right nowrap">
                {t("overview.followers", { count: voice.reach, n: format.number(voice.reach) })}
              </td>
              <td className="right nowrap">
                {t("overview.count", { count: voice.count, n: format.number(voice.count) })}
                {voice.negative > 0 && (
                  <span className="neg"> · {t("overview.negativeN", { n: format.number(voice.negative) })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
