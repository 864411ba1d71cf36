import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Statement } from "@/api/schema";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";
import { nextAct } from "./seats";
import { AskForm } from "./statement-ask";
import { PublishForm, ReasonForm } from "./statement-forms";

/** The one primary act of the present state, the others beside it, and the form that an act asks for. */
export function StatementActs({
  statement,
  mayWork,
  children,
}: {
  statement: Statement;
  mayWork: boolean;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState<"request" | "publish" | "refuse" | "withdraw" | null>(null);
  const next = nextAct(statement, mayWork);
  const close = () => setAsking(null);
  const path = { params: { path: { id: statement.id } } };
  const approve = useRoomAct(() =>
    call(api.POST("/api/crisis/statements/{id}/approve", { ...path, body: { version: statement.version } })),
  );
  const refuse = useRoomAct(
    (reason: string) =>
      call(api.POST("/api/crisis/statements/{id}/refuse", { ...path, body: { version: statement.version, reason } })),
    close,
  );
  const withdraw = useRoomAct(
    (reason: string) => call(api.POST("/api/crisis/statements/{id}/withdraw", { ...path, body: { reason } })),
    close,
  );
  const mayWithdraw = mayWork && statement.state !== "published" && statement.state !== "withdrawn";
  if (asking === "request") return <AskForm statement={statement} onDone={close} />;
  if (asking === "publish") return <PublishForm statement={statement} onDone={close} />;
  if (asking === "refuse")
    return (
      <ReasonForm label={t("crisis.refuseWhy")} act={t("crisis.refuse")} needed onDone={close} mutation={refuse} />
    );
  if (asking === "withdraw")
    return <ReasonForm label={t("crisis.withdrawWhy")} act={t("crisis.withdraw")} onDone={close} mutation={withdraw} />;
  return (
    <div className={`row wrap ${css.acts}`}>
      {next === "request" && (
        <Button variant="filled" onClick={() => setAsking("request")}>
          {t("crisis.request")}
        </Button>
      )}
      {next === "approve" && (
        <Button variant="filled" loading={approve.isPending} onClick={() => approve.mutate()}>
          {t("crisis.approve")}
        </Button>
      )}
      {next === "publish" && (
        <Button variant="filled" onClick={() => setAsking("publish")}>
          {t("crisis.publish")}
        </Button>
      )}
      {statement.may_approve && statement.state === "waiting" && (
        <Button onClick={() => setAsking("refuse")}>{t("crisis.refuse")}</Button>
      )}
      {children}
      {mayWithdraw && (
        <Button variant="subtle" onClick={() => setAsking("withdraw")}>
          {t("crisis.withdraw")}
        </Button>
      )}
    </div>
  );
}
