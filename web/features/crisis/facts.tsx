import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import type { CrisisFact, CrisisFactRequest, CrisisRoom, StatedFact } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { useNow } from "@/ui/use-now";
import { ActForm } from "./act-form";
import css from "./crisis.module.css";
import { useRoomAct } from "./data";

const facts: CrisisFact[] = ["failure", "press", "journalist", "product_harm", "injury"];
const failures = ["product", "service", "social"] as const;

/** What only a person can judge; severity and level follow at once. */
export function Facts({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  return (
    <section className="card" aria-label={t("crisis.facts")}>
      <div className={css.head}>
        <h2>{t("crisis.facts")}</h2>
        <span className="small dimmer grow">{t("crisis.factsHint")}</span>
      </div>
      <ul className={css.facts}>
        {facts.map((fact) => (
          <Fact key={fact} fact={fact} room={room} stated={room.level.facts.find((one) => one.fact === fact) ?? null} />
        ))}
      </ul>
    </section>
  );
}

function Fact({ fact, room, stated }: { fact: CrisisFact; room: CrisisRoom; stated: StatedFact | null }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const mayWork = useCan("crisis_work") && room.state !== "closed";
  const [asking, setAsking] = useState(false);
  const on = stated !== null && stated.value !== "";
  const state = useRoomAct(
    (body: CrisisFactRequest) =>
      call(api.POST("/api/crisis/rooms/{id}/facts", { params: { path: { id: room.id } }, body })),
    () => setAsking(false),
  );
  const failed = failures.find((value) => value === stated?.value);
  return (
    <li data-on={on}>
      <div className={css.factRow}>
        <div className="grow">
          <span className="strong">{t(`crisis.fact.${fact}`)}</span>
          {on && failed && <span>: {t(`crisis.failed.${failed}`)}</span>}
          <div className="small dim">
            {on
              ? t("crisis.statedBy", { by: stated.by?.name ?? "", when: format.when(stated.at, now) })
              : t(`crisis.factHelp.${fact}`)}
            {on && stated.note && ` · ${t("common.quote", { text: stated.note })}`}
          </div>
        </div>
        {mayWork && !asking && (
          <Button
            size="compact-sm"
            loading={state.isPending}
            aria-label={`${t(on ? "crisis.takeBackFact" : "crisis.stateFact")}: ${t(`crisis.fact.${fact}`)}`}
            onClick={() => (on ? state.mutate({ fact, value: "" }) : setAsking(true))}
          >
            {t(on ? "crisis.takeBackFact" : "crisis.stateFact")}
          </Button>
        )}
      </div>
      {asking && (
        <FactForm fact={fact} pending={state.isPending} onState={state.mutate} onDone={() => setAsking(false)} />
      )}
    </li>
  );
}

interface FormProps {
  fact: CrisisFact;
  pending: boolean;
  onState: (body: CrisisFactRequest) => void;
  onDone: () => void;
}

function FactForm({ fact, pending, onState, onDone }: FormProps) {
  const { t } = useTranslation();
  const [failed, setFailed] = useState<(typeof failures)[number]>("product");
  const [note, setNote] = useState("");
  return (
    <ActForm
      act={t("crisis.recordFact")}
      pending={pending}
      onAct={() =>
        onState({ fact, value: fact === "failure" ? failed : "yes", ...(note.trim() ? { note: note.trim() } : {}) })
      }
      onCancel={onDone}
    >
      {fact === "failure" && (
        <NativeSelect
          label={t("crisis.whatFailed")}
          value={failed}
          onChange={(event) => setFailed(event.currentTarget.value as typeof failed)}
          data={failures.map((value) => ({ value, label: t(`crisis.failed.${value}`) }))}
        />
      )}
      <TextInput
        autoFocus
        label={t("crisis.factNote")}
        maxLength={2000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </ActForm>
  );
}
