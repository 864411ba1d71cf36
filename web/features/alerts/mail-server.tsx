import { Button, Checkbox, PasswordInput, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { AlertMail } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { ProblemNote } from "@/ui/problem-note";
import { tell } from "@/ui/toast";

/** The server that carries alerts by mail. */
export function MailServer() {
  const mail = useQuery({ queryKey: ["alerts", "mail"], queryFn: () => call(api.GET("/api/alert-mail")) });
  return mail.data ? <Form key={mail.dataUpdatedAt} mail={mail.data} /> : <ProblemNote error={mail.error} />;
}

function Form({ mail }: { mail: AlertMail }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [values, setValues] = useState({ url: mail.url, user: mail.user, from: mail.from, plain: mail.plain });
  const [password, setPassword] = useState("");
  const save = useMutation({
    mutationFn: () => call(api.PUT("/api/alert-mail", { body: { ...values, ...(password ? { password } : {}) } })),
    onSuccess: () => {
      tell(t("alerts.mailSaved"));
      void client.invalidateQueries({ queryKey: ["alerts", "mail"] });
    },
  });
  const text = (name: "url" | "user" | "from") => ({
    label: t(`alerts.mail.${name}`),
    value: values[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setValues({ ...values, [name]: event.currentTarget.value }),
  });
  return (
    <details>
      <summary>{t("alerts.mailServer")}</summary>
      <form
        className="stack"
        style={{ maxWidth: 560, paddingTop: 8 }}
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <TextInput {...text("url")} placeholder="smtp://mail.example:587" />
        <TextInput {...text("from")} />
        <TextInput {...text("user")} />
        <PasswordInput
          label={t("alerts.mail.password")}
          description={mail.has_password ? t("alerts.mail.kept") : undefined}
          autoComplete="new-password"
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Checkbox
          label={t("alerts.mail.plain")}
          checked={values.plain}
          onChange={(event) => setValues({ ...values, plain: event.currentTarget.checked })}
        />
        <ProblemNote error={save.error} />
        <div>
          <Button type="submit" loading={save.isPending}>
            {t("common.save")}
          </Button>
        </div>
      </form>
    </details>
  );
}
