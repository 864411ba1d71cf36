import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { isMissing } from "@/api/problem";
import type { CrisisRoom } from "@/api/schema";
import { useCan } from "@/app/session";
import { BackLink, LinkButton } from "@/ui/link-button";
import { NotHere } from "@/ui/not-here";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { Checklist } from "./checklist";
import { Clocks } from "./clocks";
import { CloseForm } from "./close-form";
import css from "./crisis.module.css";
import { roomQuery } from "./data";
import { Facts } from "./facts";
import { HoldBlock } from "./hold-block";
import { Hours } from "./hours";
import { Lessons } from "./lessons";
import { LevelBlock } from "./level-block";
import { NoSuchRoom } from "./no-such-room";
import { Posts } from "./posts";
import { QuietBar } from "./quiet-bar";
import { ReopenButton } from "./reopen";
import { RoomEdit } from "./room-edit";
import { RoomLine } from "./room-line";
import { SeverityBlock } from "./severity";
import { Statements } from "./statements";
import { Timeline } from "./timeline";

const route = getRouteApi("/crisis/$id");

/** The one screen that a team keeps open: how bad, what is due, what to do, what happened. */
export function RoomPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const query = useQuery({ ...roomQuery(id), enabled: useCan("crisis_read") });
  if (!useCan("crisis_read")) return <NotHere />;
  if (isMissing(query.error)) return <NoSuchRoom />;
  if (query.data) return <Room key={id} room={query.data} />;
  return (
    <Page title={t("nav.crisis")} before={<BackLink to="/crisis" search={{}} label={t("common.back")} />}>
      {query.isPending && <Pending lines={7} />}
      <ProblemNote error={query.error} onRetry={() => void query.refetch()} />
    </Page>
  );
}

function Room({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const { table = false } = route.useSearch();
  const navigate = useNavigate();
  const mayWork = useCan("crisis_work");
  const mayLead = useCan("crisis_lead");
  const [form, setForm] = useState<"edit" | "close" | null>(null);
  const closed = room.state === "closed";
  const done = () => setForm(null);
  return (
    <Page
      title={room.title}
      before={<BackLink to="/crisis" search={{}} label={t("common.back")} />}
      actions={
        <>
          {mayWork && !closed && (
            <Button aria-expanded={form === "edit"} onClick={() => setForm(form === "edit" ? null : "edit")}>
              {t("common.edit")}
            </Button>
          )}
          <LinkButton to="/crisis/$id/report" params={{ id: room.id }}>
            {t("crisis.report")}
          </LinkButton>
          {mayLead && !closed && (
            <Button aria-expanded={form === "close"} onClick={() => setForm(form === "close" ? null : "close")}>
              {t("crisis.close")}
            </Button>
          )}
          {mayLead && closed && <ReopenButton room={room} />}
        </>
      }
    >
      <RoomLine room={room} />
      {form === "edit" && <RoomEdit room={room} onDone={done} />}
      {form === "close" && !closed && <CloseForm room={room} onDone={done} />}
      <QuietBar room={room} onClose={() => setForm("close")} />
      <div className={css.top}>
        <LevelBlock room={room} />
        <SeverityBlock room={room} />
        <Clocks room={room} />
        <HoldBlock room={room} />
      </div>
      <div className={css.body}>
        <div className={css.column}>
          <Checklist room={room} />
          <Statements room={room} />
          <Timeline room={room} />
        </div>
        <div className={css.column}>
          <Hours
            room={room}
            table={table}
            onTable={(next) =>
              void navigate({
                to: "/crisis/$id",
                params: { id: room.id },
                search: next ? { table: true } : {},
                replace: true,
              })
            }
          />
          <Facts room={room} />
          <Posts room={room} />
          <Lessons room={room} />
        </div>
      </div>
    </Page>
  );
}
