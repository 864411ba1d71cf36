import { getRouteApi, useNavigate, useParams } from "@tanstack/react-router";
import { useCan } from "@/app/session";
import { NotHere } from "@/ui/not-here";
import { ConversationPane } from "./conversation";
import css from "./inbox.module.css";
import { MentionList } from "./list";
import { Pick } from "./pick";
import type { InboxSearch } from "./search-params";

const route = getRouteApi("/inbox");

/** Three panes: the list, the conversation, what is known around it. On a narrow screen each is a page. */
export function Inbox() {
  const search = route.useSearch();
  const { id } = useParams({ strict: false });
  const navigate = useNavigate();
  const allowed = useCan("mentions_read");
  const select = (next: string | undefined, replace = false) =>
    void navigate(
      next ? { to: "/inbox/$id", params: { id: next }, search, replace } : { to: "/inbox", search, replace },
    );
  const filter = (next: InboxSearch) =>
    void navigate(id ? { to: "/inbox/$id", params: { id }, search: next } : { to: "/inbox", search: next });
  if (!allowed) return <NotHere />;
  return (
    <div className={css.inbox} data-open={Boolean(id)} data-pane={search.pane ?? "thread"}>
      <MentionList search={search} selected={id} onSelect={select} onFilter={filter} />
      {id ? (
        <ConversationPane
          key={id}
          id={id}
          onBack={() => select(undefined)}
          details={search.pane === "details"}
          onDetails={(open) => filter(open ? { ...search, pane: "details" } : without(search))}
          onGone={select}
          search={search}
        />
      ) : (
        <Pick />
      )}
    </div>
  );
}

function without({ pane: _, ...search }: InboxSearch): InboxSearch {
  return search;
}
