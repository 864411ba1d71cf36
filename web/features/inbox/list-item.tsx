import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Mention } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { AuthorName } from "@/ui/avatar";
import { Chip, NetworkBadge } from "@/ui/chip";
import { useNow } from "@/ui/use-now";
import { DueChip } from "./due-chip";
import css from "./inbox.module.css";
import type { InboxSearch } from "./search-params";
import { snippet } from "./snippet";

/** Three lines: where and who and when; what; what it is and whose. */
export function ListItem({ mention, on, search }: { mention: Mention; on: boolean; search: InboxSearch }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const due = !mention.case
    ? mention.due
    : mention.case.answered || mention.case.state !== "open"
      ? null
      : mention.case.due;
  const at = mention.created_at ?? mention.received_at;
  return (
    <Link
      to="/inbox/$id"
      params={{ id: mention.id }}
      search={search}
      className={css.item}
      data-on={on}
      aria-current={on ? "true" : undefined}
    >
      <span className="row small">
        <NetworkBadge network={mention.network} />
        <AuthorName author={mention.author} />
        <span className="dimmer ell grow">{mention.source.name}</span>
        {due ? <DueChip due={due} /> : <span className="dimmer nowrap">{format.when(at, now)}</span>}
      </span>
      <span className={css.text} lang={mention.lang || undefined}>
        {mention.deleted ? <i className="dimmer">{t("inbox.deleted")}</i> : <Snippet mention={mention} />}
      </span>
      <Chips mention={mention} />
    </Link>
  );
}

/** What is due and whose it is first; what it is after that. */
function Chips({ mention }: { mention: Mention }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const item = mention.case;
  return (
    <span className={css.chips}>
      {item?.promise_due && item.state !== "closed" && (
        <Chip tone="warn">{t("inbox.promise", { when: format.nearDay(item.promise_due, now) })}</Chip>
      )}
      {item && <Chip tone="acc">{item.assignee.name}</Chip>}
      {item && item.state !== "open" && <Chip tone="ok">{t(`caseState.${item.state}`)}</Chip>}
      {mention.dismissed && <Chip>{t("inbox.dismissed")}</Chip>}
      {mention.similar > 0 && <Chip>{t("inbox.similar", { count: mention.similar })}</Chip>}
      <ToneChip mention={mention} />
      {mention.kind !== "post" && <Chip>{t(`kind.${mention.kind}`)}</Chip>}
      {mention.tags.slice(0, 3).map((tag) => (
        <Chip key={tag.id} dot={tag.color} title={tag.name}>
          {tag.name}
        </Chip>
      ))}
      {mention.queries.slice(0, 2).map((query) => (
        <Chip key={query.id} title={query.name}>
          {query.name}
        </Chip>
      ))}
    </span>
  );
}

/** With a sign: colour alone says nothing. */
function ToneChip({ mention: { reading } }: { mention: Mention }) {
  const { t } = useTranslation();
  if (reading?.sentiment === "negative") return <Chip tone="neg">− {t("sentiment.negative")}</Chip>;
  if (reading?.sentiment === "positive") return <Chip tone="pos">+ {t("sentiment.positive")}</Chip>;
  return null;
}

function Snippet({ mention }: { mention: Mention }) {
  let at = 0;
  return snippet(mention).map((piece) => {
    const key = at;
    at += piece.text.length + 1;
    return piece.hit ? <mark key={key}>{piece.text}</mark> : <span key={key}>{piece.text}</span>;
  });
}
