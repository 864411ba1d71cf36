import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Source } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { LinkButton } from "@/ui/link-button";
import { later, tellProblem } from "@/ui/toast";
import { sourcesQuery } from "./data";

export function SourceActs({ source }: { source: Source }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const navigate = useNavigate();
  const params = { params: { path: { id: source.id } } };
  const refresh = () => client.invalidateQueries({ queryKey: ["sources"] });
  const toggle = useMutation({
    mutationFn: (pause: boolean) =>
      call(pause ? api.POST("/api/sources/{id}/pause", params) : api.POST("/api/sources/{id}/resume", params)),
    onSettled: refresh,
    onError: tellProblem,
  });
  const remove = () => {
    client.setQueryData(sourcesQuery.queryKey, (items) => items?.filter((item) => item.id !== source.id));
    void navigate({ to: "/sources" });
    const act = () => void call(api.DELETE("/api/sources/{id}", params)).catch(tellProblem).finally(refresh);
    later(t("sources.removed", { name: source.name }), act, () => void refresh());
  };
  const { state } = source.health;
  return (
    <>
      <Button onClick={remove}>{t("common.remove")}</Button>
      {source.kind === "import" && (
        <LinkButton to="/sources/import" search={{ source: source.id }}>
          {t("import.title")}
        </LinkButton>
      )}
      {state === "paused" || state === "finished" ? (
        <Button variant="filled" loading={toggle.isPending} onClick={() => toggle.mutate(false)}>
          {t("sources.resume")}
        </Button>
      ) : (
        <>
          <Button loading={toggle.isPending} onClick={() => toggle.mutate(true)}>
            {t("sources.pause")}
          </Button>
          {(state === "failed" || state === "backing_off") && (
            <Button variant="filled" loading={toggle.isPending} onClick={() => toggle.mutate(false)}>
              {t("sources.tryNow")}
            </Button>
          )}
        </>
      )}
    </>
  );
}
