import { Spotlight, type SpotlightActionData } from "@mantine/spotlight";
import "@mantine/spotlight/styles.layer.css";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { openRoomsQuery } from "@/features/crisis/data";
import { queriesQuery } from "@/features/queries/data";
import { sourcesQuery } from "@/features/sources/data";
import { navItems } from "./nav-items";
import { useCan, useSession } from "./session";
import { useShortcutList } from "./shortcuts";

/** Mod+K: every screen, open crisis room, saved query, source and key of the present screen. */
export function CommandPalette() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { permissions } = useSession();
  const queries = useQuery({ ...queriesQuery, enabled: useCan("queries_read") }).data ?? [];
  const sources = useQuery({ ...sourcesQuery, enabled: useCan("sources_read") }).data ?? [];
  const rooms = useQuery({ ...openRoomsQuery, enabled: useCan("crisis_read") }).data ?? [];
  const mayOpen = useCan("crisis_work");
  const keys = useShortcutList();
  const screens: SpotlightActionData[] = navItems
    .filter((item) => permissions.includes(item.permission))
    .map((item) => ({
      id: item.to,
      label: t(item.label),
      description: t("keys.goTo"),
      leftSection: <item.icon />,
      onClick: () => void navigate({ to: item.to }),
    }));
  const acts: SpotlightActionData[] = keys
    .filter((entry) => !entry.keys.startsWith("g ") && entry.keys.length === 1 && /[a-z]/u.test(entry.keys))
    .map((entry) => ({
      id: `key-${entry.keys}`,
      label: entry.label,
      description: entry.keys.toUpperCase(),
      onClick: entry.run,
    }));
  const views: SpotlightActionData[] = queries.map((query) => ({
    id: `query-${query.id}`,
    label: query.name,
    description: query.query.slice(0, 90),
    onClick: () => void navigate({ to: "/inbox", search: { view: "all", query: query.id } }),
  }));
  const places: SpotlightActionData[] = sources.map((source) => ({
    id: `source-${source.id}`,
    label: source.name,
    description: t("nav.sources"),
    onClick: () => void navigate({ to: "/sources/$id", params: { id: source.id } }),
  }));
  const crises: SpotlightActionData[] = [
    ...rooms.map((room) => ({
      id: `room-${room.id}`,
      label: room.title,
      description: t(room.drill ? "crisis.drill" : "crisis.levelN", { n: room.level }),
      onClick: () => void navigate({ to: "/crisis/$id", params: { id: room.id } }),
    })),
    ...(mayOpen
      ? [
          {
            id: "room-new",
            label: t("crisis.open"),
            description: t("nav.crisis"),
            onClick: () => void navigate({ to: "/crisis/new", search: {} }),
          },
          {
            id: "room-drill",
            label: t("crisis.startDrill"),
            description: t("nav.crisis"),
            onClick: () => void navigate({ to: "/crisis/new", search: { drill: true } }),
          },
        ]
      : []),
  ];
  return (
    <Spotlight
      actions={[
        { group: t("keys.screens"), actions: screens },
        { group: t("keys.here"), actions: acts },
        { group: t("nav.crisis"), actions: crises },
        { group: t("nav.savedViews"), actions: views },
        { group: t("nav.sources"), actions: places },
      ]}
      shortcut="mod + K"
      limit={12}
      highlightQuery
      nothingFound={t("keys.nothing")}
      searchProps={{ placeholder: t("keys.search"), "aria-label": t("keys.search") }}
    />
  );
}
