import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Query } from "@/api/schema";
import { versionsQuery } from "./data";
import { Difference } from "./difference";
import css from "./tools.module.css";

interface Props {
  /** The version that was being changed. */
  base: number;
  theirs: Query;
  ready: boolean;
  pending: boolean;
  onTheirs: () => void;
  onMine: () => void;
}

/** Somebody saved a newer version meanwhile: who, what is different in it, and the two ways on. */
export function Conflict({ base, theirs, ready, pending, onTheirs, onMine }: Props) {
  const { t } = useTranslation();
  const newest = useQuery(versionsQuery(theirs.id)).data?.find((one) => one.version === theirs.version);
  return (
    <div className={css.conflict} role="alert">
      <p className="strong">
        {t("conflict.title", { name: newest?.by?.name ?? t("draft.somebody"), n: theirs.version })}
      </p>
      <Difference id={theirs.id} from={base} to={theirs.version} />
      <div className="row wrap">
        <Button size="compact-sm" onClick={onTheirs}>
          {t("conflict.theirs")}
        </Button>
        <Button size="compact-sm" disabled={!ready} loading={pending} onClick={onMine}>
          {t("conflict.mine")}
        </Button>
      </div>
    </div>
  );
}
