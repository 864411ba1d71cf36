import { useTranslation } from "react-i18next";
import { Empty } from "./empty";

/** What a role may not see looks like what does not exist. */
export function NotHere() {
  const { t } = useTranslation();
  return (
    <main id="main" tabIndex={-1}>
      <Empty title={t("problem.notFound")} text={t("problem.notFoundText")} />
    </main>
  );
}
