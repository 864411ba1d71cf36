import { Button, FileButton, Select } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { sendBody } from "@/api/client";
import type { ImportResult } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { useFormat } from "@/i18n/use-format";
import { Empty } from "@/ui/empty";
import { BackLink } from "@/ui/link-button";
import { Page } from "@/ui/page";
import { ProblemNote } from "@/ui/problem-note";
import { tell } from "@/ui/toast";
import { sourcesQuery } from "./data";
import { ImportReport } from "./import-report";
import css from "./sources.module.css";

const route = getRouteApi("/sources/import");

/** Posts from a file: first only checked, with the row and the reason of everything that does not fit. */
export function ImportPage() {
  const { t } = useTranslation();
  const format = useFormat();
  const client = useQueryClient();
  const search = route.useSearch();
  const sources = useQuery(sourcesQuery).data?.filter((source) => source.kind === "import");
  const [source, setSource] = useState<string | null>(search.source ?? null);
  const [file, setFile] = useState<File | null>(null);
  const [over, setOver] = useState(false);
  const chosen = source ?? sources?.[0]?.id ?? null;
  const read = useMutation({
    mutationFn: (dry: boolean) => {
      const into = sources?.find((item) => item.id === chosen)?.name;
      if (!file || !into) throw new Error("nothing chosen");
      const type = file.name.toLowerCase().endsWith(".csv") ? "text/csv" : "application/x-ndjson";
      return sendBody<ImportResult>(
        "POST",
        `/api/import?source=${encodeURIComponent(into)}&dry_run=${dry}`,
        file,
        type,
      );
    },
    onSuccess: (result, dry) => {
      if (dry) return;
      tell(t("import.done", { count: result.accepted, n: format.number(result.accepted) }));
      void client.invalidateQueries({ queryKey: ["sources"] });
    },
  });
  const choose = (next: File | null) => {
    setFile(next);
    read.reset();
  };
  const back = <BackLink to="/sources" label={t("nav.sources")} />;
  if (sources?.length === 0) {
    return (
      <Page narrow title={t("import.title")} before={back}>
        <Empty title={t("import.noSource")} text={t("import.noSourceText")}>
          <Link to="/sources/new" search={{ kind: "import" }}>
            {t("import.addSource")}
          </Link>
        </Empty>
      </Page>
    );
  }
  const checked = read.data && read.variables;
  return (
    <Page narrow title={t("import.title")} before={back}>
      <p className="dim">{t("import.text")}</p>
      <Select
        label={t("import.into")}
        data={sources?.map((item) => ({ value: item.id, label: item.name })) ?? []}
        value={chosen}
        onChange={setSource}
        allowDeselect={false}
        maw={360}
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is an extra; the button does the same */}
      <div
        className={css.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          choose(event.dataTransfer.files[0] ?? null);
        }}
      >
        <IconFileUpload aria-hidden="true" />
        {file ? <b>{`${file.name} · ${format.bytes(file.size)}`}</b> : <span className="dim">{t("import.drop")}</span>}
        <FileButton accept=".csv,.jsonl,.ndjson,.json" onChange={choose}>
          {(props) => <Button {...props}>{t("import.choose")}</Button>}
        </FileButton>
      </div>
      <ProblemNote error={read.error} />
      {read.data && <ImportReport result={read.data} dry={read.variables} />}
      <div className="row wrap">
        <Button
          variant={checked ? "default" : "filled"}
          disabled={!file || !chosen}
          loading={read.isPending && read.variables}
          onClick={() => read.mutate(true)}
        >
          {t("import.check")}
        </Button>
        <Button
          variant={checked ? "filled" : "default"}
          disabled={!file || !chosen || !checked || read.data.accepted === 0}
          loading={read.isPending && !read.variables}
          onClick={() => read.mutate(false)}
        >
          {t("import.run")}
        </Button>
      </div>
    </Page>
  );
}
