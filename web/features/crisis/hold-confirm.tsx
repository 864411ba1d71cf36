import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { PublishingHold } from "@/api/schema";
import css from "./crisis.module.css";

interface Props {
  hold: PublishingHold | null;
  pending: boolean;
  disabled: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Publishing is on hold: whoever writes decides, knowingly, whether this goes out all the same. */
export function HoldConfirm({ hold, pending, disabled, onConfirm, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <div className={css.confirm} role="alert">
      <div className="grow">
        <b>{t("crisis.onHold")}</b> {hold && t("common.quote", { text: hold.reason })}
        <div className="small">{t("crisis.confirmText")}</div>
      </div>
      <div className="row">
        <Button autoFocus onClick={onCancel}>
          {t("crisis.notNow")}
        </Button>
        <Button disabled={disabled} loading={pending} onClick={onConfirm}>
          {t("crisis.sendAnyway")}
        </Button>
      </div>
    </div>
  );
}
