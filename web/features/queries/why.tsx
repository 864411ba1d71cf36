import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Explained, Explanation } from "./explanation";
import css from "./tools.module.css";

/** "Why is this here?": opens the explanation in place. */
export function Why({ query, mention, label }: { query: string; mention: Explained; label?: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div>
      <button
        type="button"
        className={`plain link small ${css.why}`}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {label ?? t("tools.why")}
      </button>
      {open && (
        <div id={id}>
          <Explanation query={query} mention={mention} />
        </div>
      )}
    </div>
  );
}
