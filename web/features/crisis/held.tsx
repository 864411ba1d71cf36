import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { HeldList } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { UserAvatar } from "@/ui/avatar";
import { Empty } from "@/ui/empty";
import { InboxLink } from "@/ui/inbox-link";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { later, tell, tellProblem } from "@/ui/toast";
import { useNow } from "@/ui/use-now";
import css from "./crisis.module.css";
import { heldQuery } from "./data";
import { HeldActs } from "./held-acts";

/** What waits because of a hold, also after its lifting: each is released or taken back, by a person. */
export function Held() {
  const { t } = useTranslation();
  const held = useQuery(heldQuery);
  if (held.isPending) return <Pending />;
  if (held.error) return <ProblemNote error={held.error} onRetry={() => void held.refetch()} />;
  if (held.data.items.length === 0) return <Empty title={t("crisis.noHeld")} text={t("crisis.noHeldText")} />;
  return (
    <>
      <HeldAll held={held.data} />
      <ul className={`card ${css.held}`}>
        {held.data.items.map((item) => (
          <Item key={item.reply.id} item={item} />
        ))}
      </ul>
    </>
  );
}

function Item({ item }: { item: HeldList["items"][number] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const { reply } = item;
  return (
    <li>
      <UserAvatar user={reply.by} size={26} />
      <div className="grow">
        <div className="small dim">
          <b>{reply.by.name}</b> · {format.when(reply.at, now)}
          {item.mention_id && (
            <>
              {" · "}
              <InboxLink to="/inbox/$id" params={{ id: item.mention_id }} search={{ view: "all" }}>
                {item.case_number === null
                  ? t("crisis.toConversation")
                  : t("crisis.case", { n: format.number(item.case_number) })}
              </InboxLink>
            </>
          )}
        </div>
        <p className={css.heldText} lang={reply.lang || undefined}>
          {reply.text}
        </p>
      </div>
      <HeldActs id={reply.id} />
    </li>
  );
}

/** All at once, for those who lead: at first nothing goes out while the hold is on. */
function HeldAll({ held }: { held: HeldList }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayLead = useCan("crisis_lead");
  const settled = () => {
    void client.invalidateQueries({ queryKey: ["crisis"] });
    void client.invalidateQueries({ queryKey: ["conversation"] });
  };
  const release = useMutation({
    mutationFn: () => call(api.POST("/api/crisis/held/release")),
    onSuccess: ({ count }) => tell(t("crisis.releasedAll", { count })),
    onError: tellProblem,
    onSettled: settled,
  });
  const takeBack = () =>
    void call(api.POST("/api/crisis/held/take-back"))
      .then(({ count }) => tell(t("crisis.takenBackAll", { count })))
      .catch(tellProblem)
      .finally(settled);
  return (
    <div className={`row wrap ${css.heldAll}`}>
      <p className="dim grow">{t(held.hold ? "crisis.heldText" : "crisis.heldAfter")}</p>
      {mayLead && (
        <>
          <Button onClick={() => later(t("crisis.takingBackAll"), takeBack, () => {})}>
            {t("crisis.takeBackAll")}
          </Button>
          {!held.hold && (
            <Button variant="filled" loading={release.isPending} onClick={() => release.mutate()}>
              {t("crisis.releaseAll")}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
