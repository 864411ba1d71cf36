import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  parseSearchWith,
  stringifySearchWith,
} from "@tanstack/react-router";
import { type Tab as AlertTab, asTab as asAlertTab } from "@/features/alerts/tabs";
import { crisisSearch, openSearch, roomSearch } from "@/features/crisis/search-params";
import { inboxSearch } from "@/features/inbox/search-params";
import { overviewSearch } from "@/features/overview/search-params";
import { asTab, type Tab } from "@/features/privacy/tabs";
import { Home } from "./home";
import { NotFound, Shell } from "./shell";

const text = (value: unknown): string | undefined => (typeof value === "string" && value ? value : undefined);

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({ getParentRoute: () => root, path: "/", component: Home });

const inbox = createRoute({
  getParentRoute: () => root,
  path: "/inbox",
  validateSearch: inboxSearch,
  component: lazyRouteComponent(() => import("@/features/inbox/inbox"), "Inbox"),
});
const conversation = createRoute({ getParentRoute: () => inbox, path: "$id" });

const overview = createRoute({
  getParentRoute: () => root,
  path: "/overview",
  validateSearch: overviewSearch,
  component: lazyRouteComponent(() => import("@/features/overview/overview"), "Overview"),
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: "/alerts",
  validateSearch: (search: Record<string, unknown>): { tab?: AlertTab | "unknown" } => {
    const tab = asAlertTab(search.tab);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import("@/features/alerts/alerts"), "Alerts"),
});

const crisis = createRoute({
  getParentRoute: () => root,
  path: "/crisis",
  validateSearch: crisisSearch,
  component: lazyRouteComponent(() => import("@/features/crisis/crisis"), "Crisis"),
});
const openRoom = createRoute({
  getParentRoute: () => root,
  path: "/crisis/new",
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import("@/features/crisis/open-room"), "OpenRoom"),
});
const room = createRoute({
  getParentRoute: () => root,
  path: "/crisis/$id",
  validateSearch: roomSearch,
  component: lazyRouteComponent(() => import("@/features/crisis/room"), "RoomPage"),
});
const roomReport = createRoute({
  getParentRoute: () => root,
  path: "/crisis/$id/report",
  component: lazyRouteComponent(() => import("@/features/crisis/report"), "ReportPage"),
});

const queries = createRoute({
  getParentRoute: () => root,
  path: "/queries",
  component: lazyRouteComponent(() => import("@/features/queries/queries"), "Queries"),
});
const query = createRoute({
  getParentRoute: () => root,
  path: "/queries/$id",
  validateSearch: (search: Record<string, unknown>): { q?: string | undefined; purpose?: "tag" | undefined } => ({
    q: text(search.q),
    purpose: search.purpose === "tag" ? "tag" : undefined,
  }),
  component: lazyRouteComponent(() => import("@/features/queries/editor-page"), "EditorPage"),
});

const sources = createRoute({
  getParentRoute: () => root,
  path: "/sources",
  component: lazyRouteComponent(() => import("@/features/sources/sources"), "Sources"),
});
const addSource = createRoute({
  getParentRoute: () => root,
  path: "/sources/new",
  validateSearch: (search: Record<string, unknown>): { kind?: string | undefined; first?: true | undefined } => ({
    kind: text(search.kind),
    first: String(search.first) === "true" ? true : undefined,
  }),
  component: lazyRouteComponent(() => import("@/features/setup/wizard"), "Wizard"),
});
const importFile = createRoute({
  getParentRoute: () => root,
  path: "/sources/import",
  validateSearch: (search: Record<string, unknown>): { source?: string | undefined } => ({
    source: text(search.source),
  }),
  component: lazyRouteComponent(() => import("@/features/sources/import-page"), "ImportPage"),
});
const source = createRoute({
  getParentRoute: () => root,
  path: "/sources/$id",
  component: lazyRouteComponent(() => import("@/features/sources/source-page"), "SourcePage"),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/people",
  component: lazyRouteComponent(() => import("@/features/people/people"), "People"),
});
const privacy = createRoute({
  getParentRoute: () => root,
  path: "/privacy",
  validateSearch: (search: Record<string, unknown>): { tab?: Tab } => {
    const tab = asTab(search.tab);
    return tab ? { tab } : {};
  },
  component: lazyRouteComponent(() => import("@/features/privacy/privacy"), "Privacy"),
});
const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/settings/settings"), "SettingsPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    inbox.addChildren([conversation]),
    overview,
    alerts,
    crisis,
    openRoom,
    room,
    roomReport,
    queries,
    query,
    sources,
    addSource,
    importFile,
    source,
    people,
    privacy,
    settings,
  ]),
  defaultPreload: "intent",
  // Plain strings in the address: ids are long numbers and must not be read as such.
  parseSearch: parseSearchWith((value) => value),
  stringifySearch: stringifySearchWith(String),
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
