import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Case, Conversation } from "@/api/schema";
import { useCan, useSession } from "@/app/session";
import { HoldConfirm } from "@/features/crisis/hold-confirm";
import { StatementMenu } from "@/features/crisis/statement-menu";
import { useFormat } from "@/i18n/use-format";
import { AnswerPreview } from "./answer-preview";
import { count } from "./count";
import { DraftConflict } from "./draft-conflict";
import css from "./inbox.module.css";
import { useDraft } from "./use-draft";
import { useSend } from "./use-send";

interface Props {
  conversation: Conversation;
  item: Case;
  own: boolean;
}

export function AnswerForm({ conversation, item, own }: Props) {
  const { t, i18n } = useTranslation();
  const { workspace, counts } = useSession();
  const mayAnswer = useCan("cases_work");
  const { channel, mention } = conversation;
  const draft = useDraft(item);
  const [preview, setPreview] = useState(false);
  const lang = draft.lang || mention.lang.slice(0, 2) || workspace.languages[0] || i18n.language;
  const [confirming, setConfirming] = useState(false);
  const send = useSend(item.id, mention.id, channel, draft, () => setConfirming(true));
  const length = count(draft.text, channel.limits);
  const ready =
    draft.text.trim() !== "" && !length.over && draft.state !== "conflict" && channel.can_reply && mayAnswer;
  const submit = () => {
    if (!ready) return;
    // Nothing is blocked in silence: under a hold it asks before it sends.
    if (counts.hold) setConfirming(true);
    else send.mutate({ text: draft.text, lang });
  };
  const confirmed = () =>
    send.mutate({ text: draft.text, lang, confirm_hold: true }, { onSuccess: () => setConfirming(false) });
  if (!channel.can_reply)
    return (
      <p className={css.cannot} data-cannot-reply>
        {channel.sentence ?? t("composer.cannotReply")}
      </p>
    );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      {draft.theirs && <DraftConflict theirs={draft.theirs} mine={draft.text} onResolve={draft.resolve} />}
      {preview ? (
        <AnswerPreview text={draft.text} lang={lang} channel={channel} />
      ) : (
        <Textarea
          id="answer"
          variant="unstyled"
          aria-label={t("composer.answerLabel", { channel: channel.name })}
          placeholder={own ? t("composer.placeholder") : t("composer.placeholderOther", { name: item.assignee.name })}
          lang={lang}
          spellCheck
          autosize
          minRows={3}
          maxRows={12}
          value={draft.text}
          onChange={(event) => draft.setText(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit();
            if (event.key === "Escape") event.currentTarget.blur();
          }}
          classNames={{ input: css.answer ?? "" }}
        />
      )}
      {confirming && (
        <HoldConfirm
          hold={counts.hold}
          pending={send.isPending}
          disabled={!ready}
          onConfirm={confirmed}
          onCancel={() => setConfirming(false)}
        />
      )}
      <div className={css.composerBottom}>
        <NativeSelect
          aria-label={t("composer.language")}
          size="xs"
          value={lang}
          onChange={(event) => draft.setLang(event.currentTarget.value)}
          data={languageChoices(workspace.languages, lang, i18n.language)}
        />
        <span className="small dim ell">{t("composer.on", { channel: channel.name })}</span>
        <span className="small dimmer" role="status">
          {draft.state !== "still" && draft.state !== "conflict" && t(`draft.${draft.state}`)}
        </span>
        <span className="grow" />
        <Remaining left={length.left} bytesLeft={length.bytesLeft} over={length.over} />
        {mayAnswer && (
          <StatementMenu
            onPick={(text) => draft.setText(draft.text.trim() ? `${draft.text.trimEnd()}\n\n${text}` : text)}
          />
        )}
        <Button aria-pressed={preview} onClick={() => setPreview(!preview)} disabled={!draft.text.trim() && !preview}>
          {preview ? t("composer.write") : t("composer.preview")}
        </Button>
        {mayAnswer && (
          <Button
            type="submit"
            variant={draft.text.trim() ? "filled" : "default"}
            disabled={!ready || confirming}
            loading={send.isPending}
          >
            {t(counts.hold ? "composer.sendHeld" : "composer.send")}
          </Button>
        )}
      </div>
    </form>
  );
}

/** What the network still takes; bytes are named only where they run out first. */
function Remaining({ left, bytesLeft, over }: { left: number | null; bytesLeft: number | null; over: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  const bytes = bytesLeft !== null && (left === null || bytesLeft < left);
  const value = bytes ? bytesLeft : left;
  if (value === null) return null;
  return (
    <span className={`small nowrap ${over ? "neg strong" : "dimmer"}`} role={over ? "alert" : undefined}>
      {t(over ? (bytes ? "composer.overBytes" : "composer.over") : bytes ? "composer.leftBytes" : "composer.left", {
        count: Math.abs(value),
        n: format.number(Math.abs(value)),
      })}
    </span>
  );
}

function languageChoices(languages: readonly string[], current: string, ui: string) {
  const names = new Intl.DisplayNames([ui], { type: "language", fallback: "code" });
  return [...new Set([...languages, current])].map((value) => ({ value, label: names.of(value) ?? value }));
}
