import { ActionIcon, Drawer } from "@mantine/core";
import { IconMenu2, IconPlugConnectedX } from "@tabler/icons-react";
import { Link, Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { HoldBanner } from "@/features/crisis/hold-banner";
import { Empty } from "@/ui/empty";
import { useConnected, useLive } from "./live";
import { Nav } from "./nav";
import { navItems } from "./nav-items";
import { useSession } from "./session";
import css from "./shell.module.css";
import { ShortcutHelp } from "./shortcut-help";
import { useShortcut } from "./shortcuts";
import { CommandPalette } from "./spotlight";

/** The frame around every screen. */
export function Shell() {
  const { t } = useTranslation();
  const path = useLocation({ select: (location) => location.pathname });
  const connected = useConnected();
  const [drawer, setDrawer] = useState(false);
  useLive();
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere closes the menu
  useEffect(() => setDrawer(false), [path]);
  const here = navItems.find((item) => path.startsWith(item.to));
  useEffect(() => {
    document.title = here ? `${t(here.label)} – Resonanz` : "Resonanz";
  }, [here, t]);
  return (
    <div className={css.shell}>
      <a className={css.skip} href="#main">
        {t("nav.skip")}
      </a>
      <div className={css.top}>
        <ActionIcon variant="subtle" size={32} aria-label={t("nav.menu")} onClick={() => setDrawer(true)}>
          <IconMenu2 />
        </ActionIcon>
        <span className="strong">{here ? t(here.label) : "Resonanz"}</span>
      </div>
      <div className={css.side}>
        <Nav />
      </div>
      <Drawer
        opened={drawer}
        onClose={() => setDrawer(false)}
        size={248}
        withCloseButton={false}
        title={t("nav.main")}
        classNames={{ header: css.drawerHead ?? "", body: css.drawerBody ?? "" }}
      >
        <Nav />
      </Drawer>
      <div className={css.content}>
        {!connected && (
          <div className={css.offline} role="status">
            <IconPlugConnectedX aria-hidden="true" /> {t("nav.offline")}
          </div>
        )}
        <HoldBanner />
        <Outlet />
      </div>
      <Keys />
      <ShortcutHelp />
      <CommandPalette />
    </div>
  );
}

function Keys() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { permissions } = useSession();
  return navItems
    .filter((item) => permissions.includes(item.permission))
    .map((item) => (
      <GoKey key={item.to} keys={`g ${item.key}`} label={t(item.label)} run={() => void navigate({ to: item.to })} />
    ));
}

function GoKey({ keys, label, run }: { keys: string; label: string; run: () => void }) {
  useShortcut(keys, label, run);
  return null;
}

export function NotFound() {
  const { t } = useTranslation();
  return (
    <main id="main">
      <Empty title={t("problem.notFound")} text={t("problem.notFoundText")}>
        <Link to="/">{t("nav.home")}</Link>
      </Empty>
    </main>
  );
}
