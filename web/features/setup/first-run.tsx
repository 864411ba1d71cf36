import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useMutation } from "@/api/use-mutation";
import { useEnter } from "@/app/session";
import { Door } from "@/features/sign-in/door";
import { ProblemNote } from "@/ui/problem-note";

const empty = { workspace: "", display_name: "", login: "", password: "" };

/** The very first visit: who runs this, and for which company. Then the wizard adds the first source. */
export function FirstRun() {
  const { t, i18n } = useTranslation();
  const enter = useEnter();
  const [form, setForm] = useState(empty);
  const create = useMutation({
    mutationFn: () =>
      call(
        api.POST("/api/setup", {
          body: { ...form, login: form.login.trim(), language: i18n.language === "en" ? "en" : "de" },
        }),
      ),
    onSuccess: (session) => {
      history.replaceState(null, "", "/sources/new?first=true");
      enter(session);
    },
  });
  const short = form.password.length > 0 && [...form.password].length < 10;
  const field = (key: keyof typeof empty) => ({
    required: true,
    withAsterisk: false,
    value: form[key],
    onChange: (event: { currentTarget: { value: string } }) => setForm({ ...form, [key]: event.currentTarget.value }),
  });
  return (
    <Door title={t("setup.title")} text={t("setup.text")}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          create.mutate();
        }}
      >
        <TextInput label={t("setup.workspace")} autoComplete="organization" autoFocus {...field("workspace")} />
        <TextInput
          label={t("setup.name")}
          description={t("setup.nameHelp")}
          autoComplete="name"
          {...field("display_name")}
        />
        <TextInput label={t("signIn.login")} autoComplete="username" autoCapitalize="none" {...field("login")} />
        <PasswordInput
          label={t("signIn.password")}
          description={t("setup.passwordHelp")}
          autoComplete="new-password"
          error={short ? t("setup.passwordShort") : undefined}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }}
          {...field("password")}
        />
        <ProblemNote error={create.error} />
        <Button
          type="submit"
          variant="filled"
          loading={create.isPending}
          disabled={short || Object.values(form).some((value) => !value.trim())}
        >
          {t("setup.create")}
        </Button>
      </form>
    </Door>
  );
}
