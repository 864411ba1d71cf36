import { IconEar, IconLockOpen, IconMessageCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { Empty } from "@/ui/empty";
import css from "./inbox.module.css";

const steps = [
  ["listen", IconEar],
  ["take", IconLockOpen],
  ["answer", IconMessageCircle],
] as const;

/** Nothing is open yet: how it goes here, in three lines. */
export function Pick() {
  const { t } = useTranslation();
  return (
    <main id="main" className={css.nothing} tabIndex={-1}>
      <Empty title={t("inbox.pickTitle")} text={t("inbox.pickText")}>
        <ol className={css.how}>
          {steps.map(([key, Icon]) => (
            <li key={key}>
              <Icon aria-hidden="true" />
              <span>
                <b>{t(`inbox.how.${key}`)}</b> {t(`inbox.howText.${key}`)}
              </span>
            </li>
          ))}
        </ol>
      </Empty>
    </main>
  );
}
