import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useMutation } from "@/api/use-mutation";
import { useSession } from "@/app/session";
import { FaceButton } from "@/features/people/face-button";
import { UserAvatar } from "@/ui/avatar";
import { ProblemNote } from "@/ui/problem-note";
import { tell } from "@/ui/toast";

/** How one signs. */
export function Profile() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { user } = useSession();
  const [name, setName] = useState(user.name);
  const [title, setTitle] = useState(user.title);
  const save = useMutation({
    mutationFn: () => call(api.PATCH("/api/profile", { body: { name: name.trim(), title: title.trim() } })),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["session"] });
      void client.invalidateQueries({ queryKey: ["users"] });
      tell(t("settings.saved"));
    },
  });
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <div className="row wrap" style={{ gap: 14 }}>
        <UserAvatar user={user} size={56} />
        <FaceButton user={user} own />
      </div>
      <TextInput
        label={t("people.name")}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t("people.title")}
        description={t("people.titleHelp")}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <ProblemNote error={save.error} />
      <div>
        <Button
          type="submit"
          loading={save.isPending}
          disabled={!name.trim() || (name === user.name && title === user.title)}
        >
          {t("common.save")}
        </Button>
      </div>
    </form>
  );
}
