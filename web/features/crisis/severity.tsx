import { useTranslation } from "react-i18next";
import type { CrisisRoom, SeverityPart } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import css from "./crisis.module.css";

/** How grave it is, opened into its parts: points, the most there are, and why. */
export function SeverityBlock({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const { points, max, parts } = room.severity;
  return (
    <section className={`card ${css.block}`} aria-label={t("crisis.severity")}>
      <h2 className={css.blockTitle}>
        {t("crisis.severity")}{" "}
        <span className={css.points}>
          <b>{points}</b> / {max}
        </span>
      </h2>
      <ul className={css.parts}>
        {parts.map((part) => (
          <Part key={part.part} part={part} />
        ))}
      </ul>
    </section>
  );
}

function Part({ part }: { part: SeverityPart }) {
  const { t } = useTranslation();
  const format = useFormat();
  const who = part.stated?.by ? `${part.stated.by.name}, ${format.time(part.stated.at)}` : "";
  return (
    <li>
      <span className={css.pips} aria-hidden="true">
        {Array.from({ length: part.max }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pips never change places
          <i key={index} data-on={index < part.points} />
        ))}
      </span>
      <span className="grow">
        <span className="strong">{t(`crisis.part.${part.part}`)}</span>{" "}
        <span className="dim nowrap">{t("crisis.pointsOf", { n: part.points, max: part.max })}</span>
        <span className="small dim" style={{ display: "block" }}>
          {part.ground}
          {who && !part.ground.includes(part.stated?.by?.name ?? who) && ` (${who})`}
        </span>
      </span>
    </li>
  );
}
