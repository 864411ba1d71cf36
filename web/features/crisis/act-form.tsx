import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./crisis.module.css";

interface Props {
  /** What is done, as its button says it. */
  act: string;
  /** What it needs is there. */
  ready?: boolean;
  pending: boolean;
  /** It is what the screen is for now. */
  main?: boolean;
  card?: boolean;
  onAct: () => void;
  onCancel: () => void;
  children: ReactNode;
}

/** A form where it was asked for: its fields, the act, and the way back. */
export function ActForm({ act, ready = true, pending, main = false, card = false, onAct, onCancel, children }: Props) {
  const { t } = useTranslation();
  return (
    <form
      className={card ? `card ${css.inline}` : css.inline}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) onAct();
      }}
    >
      {children}
      <div className="row">
        <Button type="submit" variant={main ? "filled" : "default"} disabled={!ready} loading={pending}>
          {act}
        </Button>
        <Button variant="subtle" onClick={onCancel}>
          {t("common.cancel")}
        </Button>
      </div>
    </form>
  );
}
