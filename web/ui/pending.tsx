import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import css from "./empty.module.css";

/** A skeleton that appears only after 300 ms: what is quick shows nothing in between. */
export function Pending({ lines = 5 }: { lines?: number }) {
  const { t } = useTranslation();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), 300);
    return () => clearTimeout(timer);
  }, []);
  if (!visible) return null;
  return (
    <div className={css.bones} role="status">
      <span className="hidden">{t("common.loading")}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bones never change places
        <i key={line} style={{ width: `${92 - ((line * 23) % 45)}%` }} />
      ))}
    </div>
  );
}
