import { useTranslation } from "react-i18next";
import css from "./crisis.module.css";

const names = ["crisis.level.1", "crisis.level.2", "crisis.level.3", "crisis.level.4"] as const;
const meanings = ["crisis.levelHelp.1", "crisis.levelHelp.2", "crisis.levelHelp.3", "crisis.levelHelp.4"] as const;

/** A level in a word, and what it asks of whom. */
export function useLevel(): (level: number) => { name: string; meaning: string } {
  const { t } = useTranslation();
  return (level) => ({ name: t(names[level - 1] ?? names[0]), meaning: t(meanings[level - 1] ?? meanings[0]) });
}

export function LevelBadge({ level }: { level: number }) {
  const { t } = useTranslation();
  const words = useLevel()(level);
  return (
    <span className={css.badge} data-level={level} title={words.meaning}>
      <b aria-hidden="true">{level}</b>
      <span className="hidden">{t("crisis.levelN", { n: level })}: </span>
      <span>{words.name}</span>
    </span>
  );
}
