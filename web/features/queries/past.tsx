import { Button, Progress } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Backfill, Query } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { ProblemNote } from "@/ui/problem-note";
import { backfillsQuery } from "./past-data";

/** Applies a saved query to the posts stored before it, and says how far that is. */
export function Past({ stored }: { stored: Query }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const mayWrite = useCan("queries_write");
  const jobs = useQuery(backfillsQuery);
  const job = jobs.data?.find((item) => item.query === stored.id);
  const params = { path: { id: stored.id } };
  const refresh = () => client.invalidateQueries({ queryKey: ["backfills"] });
  const begin = useMutation({
    mutationFn: () => call(api.POST("/api/queries/{id}/backfill", { params })),
    onSuccess: refresh,
  });
  const cancel = useMutation({
    mutationFn: () => call(api.DELETE("/api/queries/{id}/backfill", { params })),
    onSettled: refresh,
  });
  const running = job?.state === "running";
  useEffect(() => {
    if (!running) void client.invalidateQueries({ queryKey: ["queries"] });
  }, [running, client]);
  if (!mayWrite || !jobs.data) return null;
  return (
    <section className="card" aria-label={t("past.title")}>
      <div className="row wrap">
        <span className="grow small" role="status">
          <State job={job} version={stored.version} />
        </span>
        {running ? (
          <Button size="xs" loading={cancel.isPending} onClick={() => cancel.mutate()}>
            {t("past.cancel")}
          </Button>
        ) : (
          <Button size="xs" loading={begin.isPending} onClick={() => begin.mutate()}>
            {t("past.begin")}
          </Button>
        )}
      </div>
      {running && <Progress value={share(job)} aria-label={t("past.title")} mt={8} />}
      <ProblemNote error={begin.error} />
    </section>
  );
}

const share = (job: Backfill) => (job.posts > 0 ? (100 * job.looked_at) / job.posts : 100);

function State({ job, version }: { job: Backfill | undefined; version: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!job || (job.version !== version && job.state !== "running")) return t("past.none");
  const n = format.number(job.matches);
  if (job.state === "running")
    return t("past.running", {
      count: job.matches,
      n,
      done: format.number(job.looked_at),
      of: format.number(job.posts),
    });
  if (job.state === "done") return t("past.done", { count: job.matches, n, of: format.number(job.posts) });
  if (job.state === "failed") return t("past.failed", { code: job.error_code ?? "" });
  return t("past.cancelled", { count: job.matches, n });
}
