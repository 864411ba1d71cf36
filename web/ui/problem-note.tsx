import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { ApiError } from "@/api/problem";
import css from "./empty.module.css";
import { smallPrint } from "./small-print";

/** A failure: the sentence names cause and remedy, the code stands in small print. */
export function ProblemNote({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  if (!error) return null;
  const known = error instanceof ApiError;
  return (
    <div className={css.problem} role="alert">
      <IconAlertTriangle aria-hidden="true" />
      <div className="grow">
        <div>{known ? error.problem.title : t("problem.unexpected")}</div>
        <div className="small dimmer">{known ? smallPrint(error.problem, error.problem.title) : "E_CLIENT"}</div>
      </div>
      {onRetry && <Button onClick={onRetry}>{t("common.retry")}</Button>}
    </div>
  );
}
