import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { LinkButton } from "@/ui/link-button";
import { Section } from "@/ui/page";
import { queriesQuery, tagsOnly } from "./data";
import css from "./queries.module.css";
import { QueryRow } from "./query-row";

/** Tags label what the inbox holds: by a query, by hand, or both. */
export function Tags() {
  const { t } = useTranslation();
  const tags = useQuery({ ...queriesQuery, select: tagsOnly }).data;
  const mayWrite = useCan("queries_write");
  return (
    <Section title={t("tags.title")} hint={t("tags.hint")}>
      {tags && tags.length > 0 && (
        <div className={`card ${css.cards}`}>
          {tags.map((tag) => (
            <QueryRow key={tag.id} query={tag} />
          ))}
        </div>
      )}
      {mayWrite && (
        <div>
          <LinkButton to="/queries/$id" params={{ id: "new" }} search={{ purpose: "tag" }}>
            {t("tags.add")}
          </LinkButton>
        </div>
      )}
    </Section>
  );
}
