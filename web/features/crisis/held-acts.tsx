import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { codeOf } from "@/api/problem";
import { useMutation } from "@/api/use-mutation";
import { useCan, useSession } from "@/app/session";
import { tell, tellProblem } from "@/ui/toast";
import css from "./crisis.module.css";

/** One held answer: let it go out, or take it back. While publishing is on hold, letting it out is confirmed. */
export function HeldActs({ id }: { id: string }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayWork = useCan("cases_work");
  const held = useSession().counts.hold !== null;
  const [asking, setAsking] = useState(false);
  const params = { params: { path: { id } } };
  const onSettled = () => {
    void client.invalidateQueries({ queryKey: ["crisis"] });
    void client.invalidateQueries({ queryKey: ["conversation"] });
  };
  const release = useMutation({
    mutationFn: (confirm_hold: boolean) =>
      call(api.POST("/api/outbox/{id}/release", { ...params, body: { confirm_hold } })),
    onSuccess: () => tell(t("crisis.released")),
    // A hold that began this moment: then it is asked about, as it would have been.
    onError: (error) => (codeOf(error) === "E_HOLD" ? setAsking(true) : tellProblem(error)),
    onSettled,
  });
  const cancel = useMutation({
    mutationFn: () => call(api.POST("/api/outbox/{id}/cancel", params)),
    onSuccess: () => tell(t("crisis.takenBack")),
    onError: tellProblem,
    onSettled,
  });
  if (!mayWork) return null;
  if (asking)
    return (
      <div className={css.heldActs}>
        <span className="small neg">{t("crisis.confirmRelease")}</span>
        <Button size="compact-sm" loading={release.isPending} onClick={() => release.mutate(true)}>
          {t("crisis.sendAnyway")}
        </Button>
        <Button size="compact-sm" variant="subtle" onClick={() => setAsking(false)}>
          {t("common.cancel")}
        </Button>
      </div>
    );
  return (
    <div className={css.heldActs}>
      <Button size="compact-sm" loading={cancel.isPending} onClick={() => cancel.mutate()}>
        {t("crisis.takeBack")}
      </Button>
      <Button
        size="compact-sm"
        loading={release.isPending}
        onClick={() => (held ? setAsking(true) : release.mutate(false))}
      >
        {t("crisis.release")}
      </Button>
    </div>
  );
}
