import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { WordList } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { Section } from "@/ui/page";
import { listsQuery } from "./data";
import { ListForm } from "./list-form";
import css from "./queries.module.css";

/** Named lists: kept once, used in many queries. */
export function Lists() {
  const { t } = useTranslation();
  const lists = useQuery(listsQuery).data;
  const mayWrite = useCan("queries_write");
  const [editing, setEditing] = useState<WordList | "new" | null>(null);
  return (
    <Section title={t("lists.title")} hint={t("lists.hint")}>
      {lists && lists.length > 0 && (
        <div className={`card ${css.cards}`}>
          {lists.map((list) =>
            editing !== "new" && editing?.id === list.id ? (
              <ListForm key={list.id} list={list} onDone={() => setEditing(null)} />
            ) : (
              <ListRow key={list.id} list={list} onEdit={mayWrite ? () => setEditing(list) : undefined} />
            ),
          )}
        </div>
      )}
      {editing === "new" && (
        <div className="card">
          <ListForm onDone={() => setEditing(null)} />
        </div>
      )}
      {mayWrite && editing !== "new" && (
        <div>
          <Button onClick={() => setEditing("new")}>{t("lists.add")}</Button>
        </div>
      )}
    </Section>
  );
}

function ListRow({ list, onEdit }: { list: WordList; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <article className={css.row}>
      <div>
        <b className="mono">list:{list.name}</b> <span className="small dimmer">{t(`lists.kind.${list.kind}`)}</span>
        <div className="small dim ell">{list.items.slice(0, 12).join(" · ")}</div>
      </div>
      <div className={`${css.figures} small dimmer`}>
        {t("lists.items", { count: list.items.length, n: format.number(list.items.length) })} ·{" "}
        {t("lists.used", { count: list.used_by })}
      </div>
      {onEdit && (
        <Button size="compact-sm" onClick={onEdit}>
          {t("common.edit")}
        </Button>
      )}
    </article>
  );
}
