import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { LabelRequest, Mention, Reading } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { InboxLink } from "@/ui/inbox-link";
import { tellProblem } from "@/ui/toast";
import { patchMention } from "./data";

const sentiments = ["positive", "neutral", "negative"] as const;
const intents = ["complaint", "question", "idea", "praise", "other"] as const;
const answers = ["yes", "no"] as const;

/** Says what a post says, for good; the counts and the list follow. */
export function useLabel(mention: Mention) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: LabelRequest) =>
      call(api.POST("/api/mentions/{id}/labels", { params: { path: { id: mention.id } }, body })),
    onSuccess: (changed) => {
      patchMention(client, changed);
      void client.invalidateQueries({ queryKey: ["conversation"] });
      void client.invalidateQueries({ queryKey: ["overview"] });
    },
    onError: tellProblem,
  });
}

/** What the models read in a post; a person sets it right in place. */
export function WhatItSays({ mention }: { mention: Mention }) {
  const { t } = useTranslation();
  const { reading } = mention;
  if (mention.deleted) return null;
  return (
    <section>
      <h3>{t("reading.title")}</h3>
      {!reading && <p className="small dimmer">{t("reading.notYet")}</p>}
      {reading && (
        <dl className="kv small">
          <Task mention={mention} reading={reading} what="sentiment" labels={sentiments} />
          <Task mention={mention} reading={reading} what="intent" labels={intents} />
          <Task mention={mention} reading={reading} what="toxic" labels={answers} />
        </dl>
      )}
      {reading && !reading.sentiment && !reading.intent && <p className="small dimmer">{t("reading.none")}</p>}
      {mention.similar > 0 && (
        <p className="small">
          <InboxLink to="/inbox" search={{ view: "all", repeats_of: mention.id }}>
            {t("reading.repeats", { count: mention.similar })}
          </InboxLink>
        </p>
      )}
    </section>
  );
}

interface TaskProps {
  mention: Mention;
  reading: Reading;
  what: "sentiment" | "intent" | "toxic";
  labels: readonly string[];
}

function Task({ mention, reading, what, labels }: TaskProps) {
  const { t } = useTranslation();
  const mayLabel = useCan("cases_note");
  const say = useLabel(mention);
  const words = useWords();
  const now = what === "toxic" ? (reading.toxic ? "yes" : "no") : reading[what];
  const byPerson = reading.by_person.includes(what);
  const shown = now ? words(what, now) : "–";
  const certainty = useCertainty(reading, what, now);
  return (
    <>
      <dt>{t(`reading.${what}`)}</dt>
      <dd className="row">
        {mayLabel ? (
          <Menu position="bottom-start" shadow="md">
            <Menu.Target>
              <Button
                size="compact-sm"
                style={{ flex: "none" }}
                disabled={say.isPending}
                aria-label={`${t("reading.set", { what: t(`reading.${what}`) })}: ${shown}`}
              >
                {shown}
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              {labels.map((label) => (
                <Menu.Item key={label} onClick={() => say.mutate({ what, label })}>
                  {words(what, label)}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        ) : (
          <span>{shown}</span>
        )}
        <span className="dimmer ell" title={byPerson ? undefined : certainty}>
          {byPerson ? t("reading.byPerson") : certainty}
        </span>
        {byPerson && mayLabel && (
          <ActionIcon
            variant="subtle"
            size={24}
            aria-label={t("reading.back")}
            title={t("reading.back")}
            onClick={() => say.mutate({ what, label: null })}
          >
            <IconArrowBackUp size={14} />
          </ActionIcon>
        )}
      </dd>
    </>
  );
}

function useWords() {
  const { t } = useTranslation();
  return (what: TaskProps["what"], label: string): string => {
    if (what === "toxic") return t(label === "yes" ? "reading.yes" : "reading.no");
    const known = [...sentiments, ...intents, "unsure" as const].find((name) => name === label);
    if (!known) return label;
    return what === "sentiment"
      ? t(`sentiment.${known as (typeof sentiments)[number] | "unsure"}`)
      : t(`intent.${known as (typeof intents)[number] | "unsure"}`);
  };
}

/** How sure the models are of what is shown. */
function useCertainty(reading: Reading, what: TaskProps["what"], now: string | null): string {
  const { t } = useTranslation();
  const format = useFormat();
  const said = reading.p[what];
  if (what === "toxic" && typeof said === "number")
    return t("reading.p", { p: format.percent(now === "yes" ? said : 1 - said) });
  if (!now || now === "unsure" || typeof said !== "object" || said === null) return "";
  const p = (said as Record<string, unknown>)[now];
  return typeof p === "number" ? t("reading.p", { p: format.percent(p) }) : "";
}
