import { useTranslation } from "react-i18next";
import type { Author, UserRef } from "@/api/schema";
import css from "./avatar.module.css";

const tones = ["acc", "pos", "ok", "warn"] as const;

function initials(name: string): string {
  const words = name.trim().split(/\s+/u);
  const first = [...(words[0] ?? "")][0] ?? "?";
  const last = words.length > 1 ? ([...(words.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

function tone(name: string): string {
  let hash = 0;
  for (const char of name) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0;
  return tones[hash % tones.length] ?? "acc";
}

/** A face, or the initials on a calm ground. Decorative: the name always stands beside it. */
export function Avatar({ name, face, size = 30 }: { name: string; face: string | null; size?: number }) {
  const style = { width: size, height: size, fontSize: Math.max(10, size * 0.38) };
  return face ? (
    <img className={css.av} style={style} src={face} alt="" loading="lazy" />
  ) : (
    <span className={css.av} data-tone={tone(name)} style={style} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

export function UserAvatar({ user, size }: { user: UserRef; size?: number }) {
  return <Avatar name={user.name} face={user.face} size={size} />;
}

/** The hatched seal: someone whose name is closed. */
export function Seal({ size = 30 }: { size?: number }) {
  return <span className={`${css.av} ${css.seal}`} style={{ width: size, height: size }} aria-hidden="true" />;
}

export function AuthorAvatar({ author, size }: { author: Author; size?: number }) {
  return author.sealed ? <Seal size={size} /> : <Avatar name={author.name} face={author.avatar} size={size} />;
}

/** "Sealed · 7f3a", or the name once it has been opened. */
export function AuthorName({ author }: { author: Author }) {
  const { t } = useTranslation();
  if (!author.sealed) return <b className="ell">{author.name}</b>;
  return (
    <span className="dim nowrap" title={t("author.sealedWhy")}>
      {t("author.sealed", { ref: author.ref4 })}
    </span>
  );
}
