import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CrisisRoom } from "@/api/schema";
import { useCan } from "@/app/session";
import css from "./crisis.module.css";
import { StatementCard } from "./statement-card";
import { StatementEditor } from "./statement-editor";

/** What the house says: drafted, approved by two, published by a person. */
export function Statements({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const mayWork = useCan("crisis_work") && room.state !== "closed";
  const [writing, setWriting] = useState(false);
  return (
    <section className="card" aria-label={t("crisis.statements")}>
      <div className={css.head}>
        <h2>{t("crisis.statements")}</h2>
        <span className="small dimmer grow">{t("crisis.statementsHint")}</span>
        {mayWork && !writing && (
          <Button size="compact-sm" leftSection={<IconPlus />} onClick={() => setWriting(true)}>
            {t("crisis.draft")}
          </Button>
        )}
      </div>
      {writing && <StatementEditor roomId={room.id} onDone={() => setWriting(false)} />}
      {room.statements.length === 0 && !writing && <p className="dim">{t("crisis.noStatements")}</p>}
      <ul className={css.statements}>
        {room.statements.toReversed().map((statement) => (
          <StatementCard key={statement.id} statement={statement} mayWork={mayWork} />
        ))}
      </ul>
    </section>
  );
}
