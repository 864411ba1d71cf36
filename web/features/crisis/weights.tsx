import { useTranslation } from "react-i18next";
import type { CrisisSettings } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Section } from "@/ui/page";
import css from "./crisis.module.css";
import { useLevel } from "./level-badge";

/** How severity and the clocks are made: published to everybody. */
export function Weights({ settings }: { settings: CrisisSettings }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = useLevel();
  return (
    <Section title={t("crisis.weights")} hint={t("crisis.weightsHint")}>
      <div className={`card ${css.scroll}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("crisis.partHead")}</th>
              <th scope="col" className="right">
                {t("crisis.maxHead")}
              </th>
              <th scope="col">{t("crisis.stepsHead")}</th>
            </tr>
          </thead>
          <tbody>
            {settings.weights.map((weight) => (
              <tr key={weight.part}>
                <th scope="row">{t(`crisis.part.${weight.part}`)}</th>
                <td className="right">{weight.max}</td>
                <td>
                  {weight.steps.length === 0
                    ? t("crisis.allOrNothing")
                    : weight.steps
                        .map(({ from, points }) =>
                          weight.part === "duration"
                            ? t("crisis.hoursFrom", { from: format.number(from), points })
                            : t("crisis.shareFrom", { from: format.percentFine(from), points }),
                        )
                        .join(" · ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className={`card ${css.scroll}`}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t("crisis.levelTitle")}</th>
              <th scope="col" className="right">
                {t("crisis.severityHead")}
              </th>
              <th scope="col">{t("crisis.clocks")}</th>
            </tr>
          </thead>
          <tbody>
            {settings.levels.map((level) => (
              <tr key={level.level}>
                <th scope="row" className="nowrap">
                  {level.level} {words(level.level).name}
                </th>
                <td className="right nowrap">{t("crisis.fromPoints", { n: level.severity })}</td>
                <td>
                  {level.clocks
                    .map(({ kind, minutes }) => `${t(`crisis.clock.${kind}`)}: ${format.duration(minutes * 60)}`)
                    .join(" · ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small dim">{t("crisis.quietRule", { count: settings.quiet_hours })}</p>
    </Section>
  );
}
