import { Button, Checkbox, PasswordInput, Select, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Role, User } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { ProblemNote } from "@/ui/problem-note";
import css from "./people.module.css";

const roles: Role[] = ["agent", "expert", "manager", "privacy", "admin"];

/** One form for making and changing; an empty password leaves the old one. */
export function UserForm({ user, onDone }: { user?: User; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const client = useQueryClient();
  const [login, setLogin] = useState("");
  const [name, setName] = useState(user?.name ?? "");
  const [title, setTitle] = useState(user?.title ?? "");
  const [role, setRole] = useState<Role>(user?.role ?? "agent");
  const [language, setLanguage] = useState<User["language"]>(user?.language ?? (i18n.language === "en" ? "en" : "de"));
  const [active, setActive] = useState(user?.active ?? true);
  const [password, setPassword] = useState("");
  const save = useMutation({
    mutationFn: () => {
      const shared = { name: name.trim(), title: title.trim(), role, language };
      return call(
        user
          ? api.PATCH("/api/users/{id}", {
              params: { path: { id: user.id } },
              body: { ...shared, active, ...(password ? { password } : {}) },
            })
          : api.POST("/api/users", { body: { ...shared, login: login.trim(), password } }),
      );
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ["users"] });
      onDone();
    },
  });
  const short = password.length > 0 && [...password].length < 10;
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      {!user && (
        <TextInput
          label={t("signIn.login")}
          required
          autoCapitalize="none"
          autoComplete="off"
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
      )}
      <TextInput
        label={t("people.name")}
        required
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label={t("people.title")}
        description={t("people.titleHelp")}
        inputWrapperOrder={["label", "input", "description"]}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
      />
      <Select
        label={t("people.role")}
        description={t(`roleHelp.${role}`)}
        inputWrapperOrder={["label", "input", "description"]}
        data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
        value={role}
        onChange={(value) => setRole(roles.find((r) => r === value) ?? "agent")}
        allowDeselect={false}
      />
      <Select
        label={t("settings.language")}
        data={[
          { value: "de", label: "Deutsch" },
          { value: "en", label: "English" },
        ]}
        value={language}
        onChange={(value) => setLanguage(value === "en" ? "en" : "de")}
        allowDeselect={false}
      />
      <PasswordInput
        label={user ? t("people.newPassword") : t("signIn.password")}
        required={!user}
        autoComplete="new-password"
        error={short ? t("setup.passwordShort") : undefined}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ "aria-label": t("signIn.show") }}
      />
      {user && (
        <Checkbox
          label={t("people.active")}
          checked={active}
          onChange={(event) => setActive(event.currentTarget.checked)}
        />
      )}
      <div className={`${css.full} stack`}>
        <ProblemNote error={save.error} />
        <div className="row">
          <Button
            type="submit"
            variant="filled"
            loading={save.isPending}
            disabled={short || !name.trim() || (!user && (!login.trim() || !password))}
          >
            {t("common.save")}
          </Button>
          <Button onClick={onDone}>{t("common.cancel")}</Button>
        </div>
      </div>
    </form>
  );
}
