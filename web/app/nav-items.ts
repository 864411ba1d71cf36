import {
  IconAlertTriangle,
  IconBell,
  IconChartBar,
  IconDatabase,
  IconInbox,
  IconSearch,
  IconSettings,
  IconShieldLock,
  IconUsers,
} from "@tabler/icons-react";

/** The screens that exist, the key that leads there after `g`, and the permission that shows them. */
export const navItems = [
  { to: "/inbox", label: "nav.inbox", icon: IconInbox, key: "i", permission: "mentions_read", group: "work" },
  { to: "/overview", label: "nav.overview", icon: IconChartBar, key: "o", permission: "overview_read", group: "work" },
  { to: "/alerts", label: "nav.alerts", icon: IconBell, key: "a", permission: "alerts_read", group: "work" },
  { to: "/crisis", label: "nav.crisis", icon: IconAlertTriangle, key: "c", permission: "crisis_read", group: "work" },
  { to: "/queries", label: "nav.queries", icon: IconSearch, key: "q", permission: "queries_read", group: "work" },
  { to: "/sources", label: "nav.sources", icon: IconDatabase, key: "s", permission: "sources_read", group: "run" },
  { to: "/people", label: "nav.people", icon: IconUsers, key: "p", permission: "signed_in", group: "run" },
  { to: "/privacy", label: "nav.privacy", icon: IconShieldLock, key: "d", permission: "privacy_read", group: "run" },
  { to: "/settings", label: "nav.settings", icon: IconSettings, key: "e", permission: "signed_in", group: "run" },
] as const;
