import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Alert, AlertFeedback } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { openRoomsQuery } from "@/features/crisis/data";
import { useFormat } from "@/i18n/use-format";
import { Chip, NetworkBadge } from "@/ui/chip";
import { InboxLink } from "@/ui/inbox-link";
import { LinkButton } from "@/ui/link-button";
import { tellProblem } from "@/ui/toast";
import { useNow } from "@/ui/use-now";
import css from "./alerts.module.css";

/** Why it was raised, which posts, compared with what; and whether it was real. */
export function AlertCard({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const query = alert.query_id ? { query: alert.query_id } : {};
  return (
    <article className={`card ${css.alert}`} data-new={!alert.seen_by}>
      <header className="row wrap">
        <h2 className={css.title}>{alert.rule.name}</h2>
        <Chip>{t(`alerts.kind.${alert.rule.kind}`)}</Chip>
        {!alert.seen_by && <Chip tone="acc">{t("alerts.new")}</Chip>}
        <span className="grow" />
        <time className="small dimmer" dateTime={alert.at} title={format.dateTime(alert.at)}>
          {format.when(alert.at, now)}
        </time>
      </header>
      <p>{alert.why}</p>
      <ul className={css.examples}>
        {alert.examples.map((post) => (
          <li key={post.id}>
            <NetworkBadge network={post.network} />
            <InboxLink to="/inbox/$id" params={{ id: post.id }} search={{ view: "all" }}>
              {(post.title || post.text).slice(0, 140) || t("alerts.noText")}
            </InboxLink>
          </li>
        ))}
      </ul>
      <footer className="row wrap">
        <InboxLink to="/inbox" search={{ view: "all", ...query }} className="small">
          {t("alerts.posts", { count: alert.count, n: format.number(alert.count) })}
        </InboxLink>
        <span className="grow" />
        <Judgement alert={alert} />
        <RoomOf alert={alert} />
      </footer>
    </article>
  );
}

/** The way to its crisis room, or the opening of one. */
function RoomOf({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const mayRead = useCan("crisis_read");
  const mayWork = useCan("crisis_work");
  const open = useQuery({ ...openRoomsQuery, enabled: mayRead && alert.room_id !== null }).data;
  const room = alert.room_id;
  const running = open?.some((one) => one.id === room) ?? true;
  return (
    <>
      {room && mayRead && (
        <LinkButton size="compact-sm" to="/crisis/$id" params={{ id: room }}>
          {t("crisis.toRoom")}
        </LinkButton>
      )}
      {mayWork && !(room && running) && (
        <LinkButton size="compact-sm" to="/crisis/new" search={{ alert: alert.id }}>
          {t("crisis.open")}
        </LinkButton>
      )}
    </>
  );
}

function Judgement({ alert }: { alert: Alert }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayJudge = useCan("alerts_judge");
  const judge = useMutation({
    mutationFn: (feedback: AlertFeedback["feedback"]) =>
      call(api.POST("/api/alerts/{id}/feedback", { params: { path: { id: alert.id } }, body: { feedback } })),
    onError: tellProblem,
    onSettled: () => client.invalidateQueries({ queryKey: ["alerts"] }),
  });
  if (!mayJudge) return alert.feedback ? <Chip>{t(`alerts.${alert.feedback}`)}</Chip> : null;
  return (
    <fieldset className={css.judge}>
      <legend className="hidden">{t("alerts.wasIt")}</legend>
      <span className="small dim" aria-hidden="true">
        {t("alerts.wasIt")}
      </span>
      {(["real", "noise"] as const).map((word) => (
        <Button
          key={word}
          size="compact-sm"
          variant={alert.feedback === word ? "filled" : "default"}
          aria-pressed={alert.feedback === word}
          loading={judge.isPending && judge.variables === word}
          onClick={() => judge.mutate(alert.feedback === word ? "" : word)}
        >
          {t(`alerts.${word}`)}
        </Button>
      ))}
    </fieldset>
  );
}
