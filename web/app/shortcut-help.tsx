import { Modal } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Kbd } from "@/ui/kbd";
import css from "./shell.module.css";
import { useShortcut, useShortcutList } from "./shortcuts";

/** All keys that do something on this screen. */
export function ShortcutHelp() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const list = useShortcutList();
  useShortcut("?", t("keys.help"), () => setOpen(true));
  const shown = new Map(list.map((entry) => [entry.keys, entry]));
  return (
    <Modal
      opened={open}
      onClose={() => setOpen(false)}
      title={t("keys.title")}
      size="lg"
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <div className={css.help}>
        {[...shown.values()].map((entry) => (
          <div key={entry.keys}>
            <span>{entry.label}</span>
            <span className="row" style={{ gap: 4 }}>
              {entry.keys.split(" ").map((key) => (
                <Kbd key={key}>{key.length === 1 ? key.toUpperCase() : key}</Kbd>
              ))}
            </span>
          </div>
        ))}
        <div>
          <span>{t("keys.everything")}</span>
          <Kbd>{/Mac/u.test(navigator.userAgent) ? "⌘ K" : t("keys.modK")}</Kbd>
        </div>
      </div>
    </Modal>
  );
}
