import { Button } from "@mantine/core";
import { IconLock, IconLockOpen } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Query } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useFormat } from "@/i18n/use-format";
import { tellProblem } from "@/ui/toast";

/** Locks or unlocks the query, for those who may. */
export function LockButton({ query }: { query: Query }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const turn = useMutation({
    mutationFn: () => {
      const where = { params: { path: { id: query.id } } };
      return call(query.lock ? api.DELETE("/api/queries/{id}/lock", where) : api.PUT("/api/queries/{id}/lock", where));
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ["queries"] }),
    onError: tellProblem,
  });
  if (!query.may_lock) return null;
  return (
    <Button
      leftSection={query.lock ? <IconLockOpen /> : <IconLock />}
      loading={turn.isPending}
      onClick={() => turn.mutate()}
    >
      {t(query.lock ? "lock.unlock" : "lock.lock")}
    </Button>
  );
}

/** Says who locked the query, and what follows for the one who looks at it. */
export function LockNote({ query }: { query: Query }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!query.lock) return null;
  return (
    <p className="row small dim">
      <IconLock aria-hidden="true" />
      {t("lock.by", { name: query.lock.by?.name ?? t("versions.unknown"), date: format.dateTime(query.lock.at) })}{" "}
      {!query.may_change && t("lock.notYou")}
    </p>
  );
}
