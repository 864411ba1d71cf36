import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Empty } from "./empty";

/** What a role may not see looks like what does not exist. Inside: the way back. */
export function NotHere({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <main id="main" tabIndex={-1}>
      <Empty title={t("problem.notFound")} text={t("problem.notFoundText")}>
        {children}
      </Empty>
    </main>
  );
}
