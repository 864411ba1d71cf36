import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useMutation } from "@/api/use-mutation";
import { useEnter } from "@/app/session";
import { ProblemNote } from "@/ui/problem-note";
import { Door } from "./door";

export function SignIn({ demo }: { demo: boolean }) {
  const { t } = useTranslation();
  const enter = useEnter();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: () => call(api.POST("/api/session", { body: { login: login.trim(), password } })),
    onSuccess: enter,
  });
  return (
    <Door title={t("signIn.title")} text={demo ? t("signIn.demo") : t("signIn.text")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <TextInput
          label={t("signIn.login")}
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          autoFocus
          required
          withAsterisk={false}
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("signIn.password")}
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }}
        />
        <ProblemNote error={signIn.error} />
        <Button type="submit" variant="filled" loading={signIn.isPending} disabled={!login || !password}>
          {t("signIn.enter")}
        </Button>
      </form>
    </Door>
  );
}
