import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { User } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { UserAvatar } from "@/ui/avatar";
import { Chip } from "@/ui/chip";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { useNow } from "@/ui/use-now";
import { usersQuery } from "./data";
import { FaceButton } from "./face-button";
import css from "./people.module.css";
import { UserForm } from "./user-form";

/** The colleagues: the names and faces that sign answers. */
export function People() {
  const { t } = useTranslation();
  const users = useQuery(usersQuery);
  const mayWrite = useCan("users_write");
  const [editing, setEditing] = useState<string | null>(null);
  return (
    <Page
      title={t("nav.people")}
      actions={
        mayWrite && (
          <Button variant="filled" leftSection={<IconPlus />} onClick={() => setEditing("new")}>
            {t("people.add")}
          </Button>
        )
      }
    >
      <p className="dim">{t("people.text")}</p>
      {users.isPending && <Pending />}
      <ProblemNote error={users.error} onRetry={() => void users.refetch()} />
      {editing === "new" && (
        <div className="card">
          <UserForm onDone={() => setEditing(null)} />
        </div>
      )}
      {users.data && (
        <ul className={`card ${css.people}`}>
          {users.data.map((user) => (
            <li key={user.id}>
              <Person
                user={user}
                editable={mayWrite}
                onEdit={() => setEditing(editing === user.id ? null : user.id)}
                open={editing === user.id}
              />
              {editing === user.id && <UserForm user={user} onDone={() => setEditing(null)} />}
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

interface PersonProps {
  user: User;
  editable: boolean;
  open: boolean;
  onEdit: () => void;
}

function Person({ user, editable, open, onEdit }: PersonProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  return (
    <div className={css.person}>
      <UserAvatar user={user} size={38} />
      <div className={css.who}>
        <div>
          <b>{user.name}</b> <span className="dim">{user.title}</span>
        </div>
        <div className="small dimmer">
          {user.login} {user.last_seen_at && `· ${t("people.seen", { when: format.when(user.last_seen_at, now) })}`}
        </div>
      </div>
      <Chip tone={user.role === "admin" ? "acc" : "plain"} title={t(`roleHelp.${user.role}`)}>
        {t(`role.${user.role}`)}
      </Chip>
      {!user.active && <Chip tone="warn">{t("people.inactive")}</Chip>}
      {editable && (
        <div className="row">
          <FaceButton user={user} own={false} />
          <Button size="compact-sm" onClick={onEdit} aria-expanded={open}>
            {t("common.edit")}
          </Button>
        </div>
      )}
    </div>
  );
}
