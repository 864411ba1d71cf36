import { Button, NativeSelect, Textarea } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { ApiError } from "@/api/problem";
import { useMutation } from "@/api/use-mutation";
import { ProblemNote } from "@/ui/problem-note";
import { utf16Index } from "@/ui/spans";
import { Marks } from "./marks";
import css from "./tools.module.css";

const vendors = [
  { value: "brandwatch", label: "Brandwatch" },
  { value: "talkwalker", label: "Talkwalker" },
  { value: "meltwater", label: "Meltwater" },
  { value: "x", label: "X (API v2, PowerTrack)" },
] as const;

/** Takes over a query of another tool; says where it means something else here. */
export function ImportForm({ onQuery }: { onQuery: (query: string) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [vendor, setVendor] = useState<(typeof vendors)[number]["value"]>("brandwatch");
  const [text, setText] = useState("");
  const read = useMutation({
    mutationFn: () => call(api.POST("/api/queries/import", { body: { vendor, text } })),
    onSuccess: (result) => onQuery(result.query),
  });
  const offset = read.error instanceof ApiError ? read.error.problem.offset : undefined;
  const place = offset === undefined ? "" : text.slice(utf16Index(text, offset)).slice(0, 40);
  if (!open)
    return (
      <div>
        <Button onClick={() => setOpen(true)}>{t("foreign.open")}</Button>
      </div>
    );
  return (
    <section className="card stack" aria-label={t("foreign.open")}>
      <NativeSelect
        label={t("foreign.vendor")}
        data={[...vendors]}
        value={vendor}
        onChange={(event) =>
          setVendor(vendors.find(({ value }) => value === event.currentTarget.value)?.value ?? "brandwatch")
        }
        maw={320}
      />
      <Textarea
        label={t("foreign.text")}
        autosize
        minRows={3}
        maxRows={12}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <ProblemNote error={read.error} />
      {place && (
        <p className="small dim">
          {t("foreign.place")} <code className="mono">{place}</code>
        </p>
      )}
      <div className="row wrap">
        <Button disabled={!text.trim()} loading={read.isPending} onClick={() => read.mutate()}>
          {t("foreign.read")}
        </Button>
        <Button onClick={() => setOpen(false)}>{t("common.close")}</Button>
      </div>
      {read.data && (
        <div role="status" className="stack" style={{ gap: 4 }}>
          <p className="small">{t("foreign.done", { count: read.data.notes.length })}</p>
          <code className={css.diff}>{read.data.query}</code>
          <Marks marks={read.data.notes} label={t("foreign.notes")} />
        </div>
      )}
    </section>
  );
}
