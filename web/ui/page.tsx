import type { ReactNode } from "react";
import css from "./page.module.css";

/** A screen that scrolls: title, actions, content. */
export function Page({
  title,
  before,
  actions,
  children,
  narrow,
}: {
  title: string;
  before?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  narrow?: boolean;
}) {
  return (
    <main id="main" className={css.page} tabIndex={-1}>
      <div className={narrow ? css.narrow : css.wide}>
        <header className={css.head}>
          <div className={css.title}>
            {before}
            <h1>{title}</h1>
          </div>
          <div className={css.actions}>{actions}</div>
        </header>
        {children}
      </div>
    </main>
  );
}

export function Section({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className={css.section}>
      <h2>{title}</h2>
      {hint && <p className="dim small">{hint}</p>}
      {children}
    </section>
  );
}
