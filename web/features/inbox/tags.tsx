import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Mention, MentionTag } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { queriesQuery, tagsOnly } from "@/features/queries/data";
import { InboxLink } from "@/ui/inbox-link";
import { tellProblem } from "@/ui/toast";
import { patchMention } from "./data";
import css from "./inbox.module.css";

/** A mention's tags; what a person gives or takes off stands, whatever the tag's query says. */
export function Tags({ mention }: { mention: Mention }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayTag = useCan("cases_note") && !mention.deleted;
  const all = useQuery({ ...queriesQuery, select: tagsOnly, enabled: useCan("queries_read") }).data ?? [];
  const free = all.filter((tag) => !mention.tags.some((own) => own.id === tag.id));
  const say = useMutation({
    mutationFn: (body: { tag: string; given: boolean }) =>
      call(api.POST("/api/mentions/{id}/tags", { params: { path: { id: mention.id } }, body })),
    onSuccess: (changed) => {
      patchMention(client, changed);
      void client.invalidateQueries({ queryKey: ["conversation"] });
    },
    onError: tellProblem,
  });
  if (mention.tags.length === 0 && (!mayTag || all.length === 0)) return null;
  return (
    <section>
      <h3>{t("tags.title")}</h3>
      <ul className={css.tags}>
        {mention.tags.map((tag) => (
          <li key={tag.id} className={css.tag}>
            <TagName tag={tag} />
            {mayTag && (
              <ActionIcon
                variant="subtle"
                size={22}
                aria-label={t("tags.remove", { name: tag.name })}
                disabled={say.isPending}
                onClick={() => say.mutate({ tag: tag.id, given: false })}
              >
                <IconX size={12} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {mayTag && free.length > 0 && (
        <Menu position="bottom-start" shadow="md" width={220}>
          <Menu.Target>
            <Button size="compact-sm" disabled={say.isPending}>
              {t("tags.give")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {free.map((tag) => (
              <Menu.Item key={tag.id} onClick={() => say.mutate({ tag: tag.id, given: true })}>
                {tag.name}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  );
}

function TagName({ tag }: { tag: MentionTag }) {
  const { t } = useTranslation();
  return (
    <>
      {tag.color && <span className={css.tagDot} style={{ background: tag.color }} aria-hidden="true" />}
      <InboxLink to="/inbox" search={{ view: "all", query: tag.id }}>
        <span title={tag.by_person ? t("tags.byPerson") : t("tags.byQuery")}>{tag.name}</span>
      </InboxLink>
    </>
  );
}
