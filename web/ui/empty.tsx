import type { ReactNode } from "react";
import css from "./empty.module.css";

/** What will appear here, and the one next step. */
export function Empty({ title, text, children }: { title: string; text?: string; children?: ReactNode }) {
  return (
    <div className={css.empty}>
      <svg viewBox="0 0 24 24" className={css.wave} aria-hidden="true">
        <path d="M3 12h3l2-6 4 14 4-12 2 4h3" />
      </svg>
      <p className="strong">{title}</p>
      {text && <p className="dim">{text}</p>}
      {children && <div className={css.next}>{children}</div>}
    </div>
  );
}
