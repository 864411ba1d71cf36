import { Button, Modal } from "@mantine/core";
import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

interface Props {
  /** Something is written that is stored nowhere. Asked at the moment of leaving. */
  unsaved: () => boolean;
}

/** Asks before a page is left with text that is not saved; closing the window asks in the browser's own words. */
export function LeaveGuard({ unsaved }: Props) {
  const { t } = useTranslation();
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => current.pathname !== next.pathname && unsaved(),
    enableBeforeUnload: unsaved,
    withResolver: true,
  });
  return (
    <Modal opened={status === "blocked"} onClose={() => reset?.()} title={t("leave.title")} centered>
      <div className="stack">
        <p>{t("leave.text")}</p>
        <div className="row wrap">
          <Button variant="filled" data-autofocus onClick={() => reset?.()}>
            {t("leave.stay")}
          </Button>
          <Button onClick={() => proceed?.()}>{t("leave.leave")}</Button>
        </div>
      </div>
    </Modal>
  );
}
