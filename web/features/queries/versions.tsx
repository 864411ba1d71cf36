import { Button, NativeSelect } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { Query, QueryVersion } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useFormat } from "@/i18n/use-format";
import { Section } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { tell } from "@/ui/toast";
import { versionsQuery } from "./data";
import { Difference } from "./difference";
import css from "./tools.module.css";

/** What the query was before: who changed it when, what differs, and the way back. */
export function Versions({ query, onRestored }: { query: Query; onRestored: (query: Query) => void }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const versions = useQuery(versionsQuery(query.id));
  const restore = useMutation({
    mutationFn: (earlier: number) =>
      call(
        api.POST("/api/queries/{id}/restore", {
          params: { path: { id: query.id } },
          body: { restore: earlier, version: query.version },
        }),
      ),
    onSuccess: async (result) => {
      await client.invalidateQueries({ queryKey: ["queries"] });
      onRestored(result);
      tell(t("versions.restored", { n: result.version }));
    },
  });
  return (
    <Section title={t("versions.title")} hint={t("versions.hint")}>
      <ProblemNote error={versions.error ?? restore.error} />
      {versions.isPending && <Pending lines={2} />}
      {versions.data && versions.data.length > 1 && <Compare id={query.id} versions={versions.data} />}
      <div className="card">
        {versions.data?.map((version) => (
          <VersionRow
            key={version.version}
            version={version}
            current={version.version === query.version}
            onRestore={query.may_change ? () => restore.mutate(version.version) : undefined}
          />
        ))}
      </div>
    </Section>
  );
}

interface RowProps {
  version: QueryVersion;
  current: boolean;
  onRestore: (() => void) | undefined;
}

function VersionRow({ version, current, onRestore }: RowProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <article className={css.version}>
      <b>{t("versions.number", { n: version.version })}</b>
      <span className="small dim">
        {version.by?.name ?? t("versions.unknown")} · {format.dateTime(version.at)}
        {version.restored_from && ` · ${t("versions.from", { n: version.restored_from })}`}
        {current && ` · ${t("versions.current")}`}
      </span>
      <code className="mono grow">{version.query}</code>
      {!current && onRestore && (
        <Button
          size="compact-sm"
          onClick={onRestore}
          aria-label={`${t("versions.restore")}: ${t("versions.number", { n: version.version })}`}
        >
          {t("versions.restore")}
        </Button>
      )}
    </article>
  );
}

function Compare({ id, versions }: { id: string; versions: QueryVersion[] }) {
  const { t } = useTranslation();
  const newest = versions[0]?.version ?? 1;
  const [from, setFrom] = useState<number | null>(null);
  const [to, setTo] = useState<number | null>(null);
  const options = versions.map(({ version }) => ({
    value: String(version),
    label: t("versions.number", { n: version }),
  }));
  const later = to ?? newest;
  const earlier = from ?? versions[1]?.version ?? 1;
  return (
    <div className="card">
      <div className="row wrap" style={{ marginBottom: 8 }}>
        <NativeSelect
          label={t("versions.compare")}
          data={options}
          value={String(earlier)}
          onChange={(event) => setFrom(Number(event.currentTarget.value))}
        />
        <NativeSelect
          label={t("versions.with")}
          data={options}
          value={String(later)}
          onChange={(event) => setTo(Number(event.currentTarget.value))}
        />
      </div>
      <Difference id={id} from={earlier} to={later} />
    </div>
  );
}
