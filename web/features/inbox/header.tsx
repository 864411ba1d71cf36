import { ActionIcon, Button, Tooltip } from "@mantine/core";
import { IconArrowLeft, IconInfoCircle } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { NetworkBadge } from "@/ui/chip";
import { HandOver } from "./hand-over";
import css from "./inbox.module.css";
import { SnoozeMenu } from "./snooze-menu";
import type { ConversationActs } from "./use-acts";

interface Props {
  conversation: Conversation;
  acts: ConversationActs;
  details: boolean;
  onBack: () => void;
  onDetails: (open: boolean) => void;
}

export function ConversationHeader({ conversation, acts, details, onBack, onDetails }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { mention, case: item } = conversation;
  const facts = [mention.source.name, t(`kind.${mention.kind}`)];
  if (item)
    facts.push(
      t("case.number", { n: format.number(item.number) }),
      item.state === "open" ? item.assignee.name : t(`caseState.${item.state}`),
    );
  return (
    <header className={css.head}>
      <ActionIcon className={css.back ?? ""} variant="subtle" size={30} onClick={onBack} aria-label={t("inbox.back")}>
        <IconArrowLeft />
      </ActionIcon>
      <NetworkBadge network={mention.network} />
      <div className="grow">
        <h1 className="ell">{headline(conversation) || t("inbox.untitled")}</h1>
        <div className="small dimmer ell">{facts.join(" · ")}</div>
      </div>
      <div className={css.headActs}>
        <Acts conversation={conversation} acts={acts} />
        <Tooltip label={t("inbox.details")}>
          <ActionIcon
            className={css.detailsButton ?? ""}
            variant="default"
            size={30}
            aria-label={t("inbox.details")}
            aria-pressed={details}
            onClick={() => onDetails(!details)}
          >
            <IconInfoCircle />
          </ActionIcon>
        </Tooltip>
      </div>
    </header>
  );
}

function Acts({ conversation, acts }: { conversation: Conversation; acts: ConversationActs }) {
  const { t } = useTranslation();
  const mayHandOver = useCan("cases_note");
  const { mention, case: item } = conversation;
  if (!item) {
    if (mention.dismissed) return acts.mayWork && <Button onClick={acts.restore}>{t("case.restore")}</Button>;
    return (
      acts.mayFinish && (
        <Button onClick={acts.done} loading={acts.pending}>
          {t("case.dismiss")}
        </Button>
      )
    );
  }
  if (item.state === "closed") return acts.mayWork && <Button onClick={acts.reopen}>{t("case.reopen")}</Button>;
  return (
    <>
      {mayHandOver && <HandOver current={item.assignee.id} onAssign={acts.assign} />}
      {acts.mayWork &&
        (item.state === "snoozed" ? (
          <Button onClick={acts.reopen}>{t("case.wake")}</Button>
        ) : (
          <SnoozeMenu onSnooze={acts.snooze} />
        ))}
      {acts.mayWork && (
        <Button onClick={acts.done} loading={acts.pending} variant={item.draft.text ? "default" : "filled"}>
          {t("case.close")}
        </Button>
      )}
    </>
  );
}

function headline({ mention }: Conversation): string {
  if (mention.title) return mention.title;
  const words = mention.text.replace(/\s+/gu, " ").trim();
  return words.length > 70 ? `${words.slice(0, 70).replace(/\s\S*$/u, "")} …` : words;
}
