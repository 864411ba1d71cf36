import { Button, PasswordInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useMutation } from "@/api/use-mutation";
import { ProblemNote } from "@/ui/problem-note";
import { tell } from "@/ui/toast";

export function Password() {
  const { t } = useTranslation();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const short = next.length > 0 && [...next].length < 10;
  const save = useMutation({
    mutationFn: () => call(api.PATCH("/api/profile", { body: { current_password: current, password: next } })),
    onSuccess: () => {
      setCurrent("");
      setNext("");
      tell(t("settings.passwordSaved"));
    },
  });
  const eye = { "aria-label": t("signIn.show") };
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <PasswordInput
        label={t("settings.current")}
        autoComplete="current-password"
        value={current}
        onChange={(event) => setCurrent(event.currentTarget.value)}
        visibilityToggleButtonProps={eye}
      />
      <PasswordInput
        label={t("settings.next")}
        description={t("setup.passwordHelp")}
        autoComplete="new-password"
        error={short ? t("setup.passwordShort") : undefined}
        value={next}
        onChange={(event) => setNext(event.currentTarget.value)}
        visibilityToggleButtonProps={eye}
      />
      <ProblemNote error={save.error} />
      <div>
        <Button type="submit" loading={save.isPending} disabled={!current || !next || short}>
          {t("settings.change")}
        </Button>
      </div>
    </form>
  );
}
