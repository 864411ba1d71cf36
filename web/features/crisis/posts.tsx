import { useTranslation } from "react-i18next";
import type { CrisisRoom } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { NetworkBadge } from "@/ui/chip";
import { InboxLink } from "@/ui/inbox-link";
import { useNow } from "@/ui/use-now";
import css from "./crisis.module.css";

/** What set it off, and the way to everything of the same query. */
export function Posts({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const search = { view: "all" as const, after: room.began_at, ...(room.query ? { query: room.query.id } : {}) };
  return (
    <section className="card" aria-label={t("crisis.posts")}>
      <div className={css.head}>
        <h2>{t("crisis.posts")}</h2>
        <span className="small dimmer grow">{room.query?.name ?? t("alerts.everything")}</span>
        <InboxLink to="/inbox" search={search} className="small">
          {t("crisis.allPosts")}
        </InboxLink>
      </div>
      {room.examples.length === 0 && <p className="dim">{t("crisis.noPosts")}</p>}
      <ul className={css.posts}>
        {room.examples.map((post) => (
          <li key={post.id}>
            <NetworkBadge network={post.network} />
            <InboxLink to="/inbox/$id" params={{ id: post.id }} search={{ view: "all" }}>
              {(post.title || post.text).slice(0, 160) || t("alerts.noText")}
            </InboxLink>
            <span className="small dimmer nowrap">{format.when(post.created_at ?? post.received_at, now)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
