import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CrisisRoomList } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { Empty } from "@/ui/empty";
import { LinkButton } from "@/ui/link-button";
import { Section } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./crisis.module.css";
import { roomsQuery } from "./data";
import { RoomRow } from "./room-row";

/** Open ones first, with what is due; then those that are over. */
export function Rooms() {
  const { t } = useTranslation();
  const rooms = useInfiniteQuery(roomsQuery);
  if (rooms.isPending) return <Pending />;
  if (rooms.error) return <ProblemNote error={rooms.error} onRetry={() => void rooms.refetch()} />;
  const items = rooms.data.pages.flatMap((page) => page.items);
  const figures = rooms.data.pages[0]?.figures;
  if (items.length === 0) return <NoRooms />;
  const open = items.filter((item) => item.state !== "closed");
  const closed = items.filter((item) => item.state === "closed");
  return (
    <>
      {open.length > 0 && (
        <Section title={t("crisis.openRooms")}>
          <ul className={css.rooms}>
            {open.map((item) => (
              <RoomRow key={item.id} item={item} />
            ))}
          </ul>
        </Section>
      )}
      {closed.length > 0 && (
        <Section title={t("crisis.closedRooms")}>
          <ul className={css.rooms}>
            {closed.map((item) => (
              <RoomRow key={item.id} item={item} />
            ))}
          </ul>
        </Section>
      )}
      {rooms.hasNextPage && (
        <div>
          <Button onClick={() => void rooms.fetchNextPage()}>{t("common.more")}</Button>
        </div>
      )}
      {figures && figures.rooms > 0 && <Figures figures={figures} />}
    </>
  );
}

function NoRooms() {
  const { t } = useTranslation();
  const mayWork = useCan("crisis_work");
  return (
    <Empty title={t("crisis.none")} text={t("crisis.noneText")}>
      {mayWork && (
        <>
          <LinkButton to="/crisis/new" search={{}} variant="filled">
            {t("crisis.openByHand")}
          </LinkButton>
          <LinkButton to="/crisis/new" search={{ drill: true }}>
            {t("crisis.startDrill")}
          </LinkButton>
        </>
      )}
    </Empty>
  );
}

/** How well it went so far; drills do not count. */
function Figures({ figures }: { figures: CrisisRoomList["figures"] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { rooms, clocks_met: met, clocks_missed: missed, statement_minutes: minutes } = figures;
  return (
    <p className="small dimmer">
      {t("crisis.figures", {
        count: rooms,
        n: format.number(rooms),
        met: format.number(met),
        all: format.number(met + missed),
      })}
      {minutes !== null && ` · ${t("crisis.figuresStatement", { time: format.duration(minutes * 60) })}`}
    </p>
  );
}
