import { useTranslation } from "react-i18next";
import type { SourceKind } from "@/api/schema";
import { useLocal } from "@/i18n/use-local";
import { Chip, NetworkBadge } from "@/ui/chip";
import css from "./setup.module.css";

export function ChooseKind({ kinds, onChoose }: { kinds: readonly SourceKind[]; onChoose: (kind: string) => void }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <>
      <p className="dim">{t("wizard.kindText")}</p>
      <div className={css.kinds}>
        {kinds.map((kind) => (
          <button key={kind.kind} type="button" className={css.kind} onClick={() => onChoose(kind.kind)}>
            <span className="row">
              <NetworkBadge network={kind.network || kind.kind} />
              <b>{local(kind.name)}</b>
            </span>
            <span className="small dim">{local(kind.description)}</span>
            <span className="row wrap" style={{ gap: 4 }}>
              {kind.capabilities.includes("reply") ? (
                <Chip tone="ok">{t("wizard.canReply")}</Chip>
              ) : (
                <Chip>{t("wizard.listenOnly")}</Chip>
              )}
            </span>
          </button>
        ))}
      </div>
    </>
  );
}
