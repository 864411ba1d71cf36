import { Button, Checkbox, Select, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { PrivacyRequest } from "@/api/schema";
import { useMutation } from "@/api/use-mutation";
import { sourcesQuery } from "@/features/sources/data";
import { networkName } from "@/ui/chip";
import { ProblemNote } from "@/ui/problem-note";
import { RequestRow } from "./request-list";
import { saveFile } from "./save-file";

type Kind = PrivacyRequest["kind"];
const kinds: Kind[] = ["export", "erase", "optout", "restrict", "release"];

/** What somebody outside may ask for. The person is named here once and kept nowhere. */
export function RequestForm() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const sources = useQuery(sourcesQuery);
  const networks = [...new Set(sources.data?.map((source) => source.network) ?? [])];
  const [kind, setKind] = useState<Kind>("export");
  const [network, setNetwork] = useState<string | null>(null);
  const [person, setPerson] = useState("");
  const [checked, setChecked] = useState(false);
  const carryOut = useMutation({
    mutationFn: () => ask(kind, network ?? "", person.trim()),
    onSuccess: () => {
      setPerson("");
      setChecked(false);
      void client.invalidateQueries({ queryKey: ["privacy"] });
    },
  });
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault();
        carryOut.mutate();
      }}
    >
      <Select
        label={t("rights.kind")}
        description={t(`rights.help.${kind}`)}
        data={kinds.map((value) => ({ value, label: t(`rights.${value}`) }))}
        allowDeselect={false}
        value={kind}
        onChange={(value) => setKind((value ?? "export") as Kind)}
      />
      <Select
        label={t("rights.network")}
        allowDeselect={false}
        data={networks.map((value) => ({ value, label: networkName(value) }))}
        value={network}
        onChange={setNetwork}
        required
      />
      <TextInput
        label={t("rights.person")}
        description={t("rights.personHelp")}
        autoComplete="off"
        required
        value={person}
        onChange={(event) => setPerson(event.currentTarget.value)}
      />
      <Checkbox
        label={t("rights.checked")}
        description={t("rights.checkedHelp")}
        checked={checked}
        onChange={(event) => setChecked(event.currentTarget.checked)}
      />
      <ProblemNote error={carryOut.error} />
      {carryOut.data && (
        <ul role="status">
          <RequestRow item={carryOut.data} />
        </ul>
      )}
      <div>
        <Button
          type="submit"
          variant="filled"
          color={kind === "erase" ? "red.9" : undefined}
          loading={carryOut.isPending}
          disabled={!network || !person.trim() || !checked}
        >
          {t(`rights.do.${kind}`)}
        </Button>
      </div>
    </form>
  );
}

/** An export is handed to the browser as a file; every other request answers with what was done. */
async function ask(kind: Kind, network: string, person: string): Promise<PrivacyRequest | null> {
  if (kind !== "export") return call(api.POST("/api/privacy/requests", { body: { kind, network, person } }));
  const copy = await call(api.POST("/api/privacy/export", { body: { network, person } }));
  saveFile(`resonanz-${copy.request}.json`, JSON.stringify(copy, null, 2));
  return null;
}
