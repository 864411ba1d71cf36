import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { SessionCounts } from "@/api/schema";
import { listeningOnly, queriesQuery } from "@/features/queries/data";
import { useFormat } from "@/i18n/use-format";
import { UserAvatar } from "@/ui/avatar";
import { tellProblem } from "@/ui/toast";
import { navItems } from "./nav-items";
import { useCan, useLeave, useSession } from "./session";
import css from "./shell.module.css";
import { ThemeSwitch } from "./theme-switch";

export function Nav() {
  const { t } = useTranslation();
  return (
    <nav className={css.nav} aria-label={t("nav.main")}>
      <div className={css.brand}>
        <svg viewBox="0 0 24 24" aria-hidden="true">
          <path d="M3 12h3l2-6 4 14 4-12 2 4h3" />
        </svg>
        Resonanz
      </div>
      <Items group="work" />
      <SavedViews />
      <div className={css.group}>{t("nav.run")}</div>
      <Items group="run" />
      <span className="grow" />
      <Me />
    </nav>
  );
}

function Items({ group }: { group: "work" | "run" }) {
  const { t } = useTranslation();
  const { permissions, counts } = useSession();
  const path = useLocation({ select: (location) => location.pathname });
  const saved = useSearch({ strict: false, select: (search) => search.query });
  return navItems
    .filter((item) => item.group === group && permissions.includes(item.permission))
    .map((item) => {
      const on = path.startsWith(item.to) && !(item.to === "/inbox" && saved);
      return (
        <Link key={item.to} to={item.to} className={css.item} data-on={on} aria-current={on ? "page" : undefined}>
          <item.icon aria-hidden="true" />
          {t(item.label)}
          <Count to={item.to} counts={counts} />
        </Link>
      );
    });
}

function Count({ to, counts }: { to: string; counts: SessionCounts }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (to === "/inbox" && counts.needs_answer > 0) {
    return (
      <span className={css.count} data-hot="true">
        {format.number(counts.needs_answer)}
        <span className="hidden"> {t("nav.needAnswer")}</span>
      </span>
    );
  }
  if (to === "/crisis") return <CrisisCount counts={counts} />;
  if (to === "/sources" && counts.sources > 0) {
    const sick = counts.sources_healthy < counts.sources;
    return (
      <span className={css.count} data-hot={sick}>
        {t("nav.healthy", { n: counts.sources_healthy, of: counts.sources })}
      </span>
    );
  }
  return null;
}

/** Open rooms; drills are told apart, and count as nothing where there is a real one. */
function CrisisCount({ counts }: { counts: SessionCounts }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (counts.crises > 0)
    return (
      <span className={css.count} data-hot="true">
        {format.number(counts.crises)}
        <span className="hidden"> {t("nav.openCrises", { count: counts.crises })}</span>
      </span>
    );
  return counts.drills > 0 ? <span className={css.count}>{t("crisis.drill")}</span> : null;
}

/** Saved queries as views of the inbox. */
function SavedViews() {
  const { t } = useTranslation();
  const format = useFormat();
  const queriesRead = useCan("queries_read");
  const allowed = useCan("mentions_read") && queriesRead;
  const queries = useQuery({ ...queriesQuery, select: listeningOnly, enabled: allowed, refetchInterval: 20_000 }).data;
  const current = useSearch({ strict: false, select: (search) => search.query });
  if (!allowed || !queries?.length) return null;
  return (
    <>
      <div className={css.group}>{t("nav.savedViews")}</div>
      {queries.slice(0, 8).map((query) => {
        const on = current === query.id;
        return (
          <Link
            key={query.id}
            to="/inbox"
            search={{ view: "all", query: query.id }}
            className={css.item}
            data-on={on}
            aria-current={on ? "page" : undefined}
          >
            <span
              className={css.dot}
              data-none={query.color === null}
              style={query.color ? { background: query.color } : undefined}
              aria-hidden="true"
            />
            <span className="ell" title={query.name}>
              {query.name}
            </span>
            <span className={css.count} data-hot={query.needs_answer > 0} title={t("nav.needAnswer")}>
              {format.number(query.needs_answer)}
            </span>
          </Link>
        );
      })}
    </>
  );
}

function Me() {
  const { t } = useTranslation();
  const { user } = useSession();
  const leave = useLeave();
  return (
    <Menu position="top-start" width={220} shadow="md">
      <Menu.Target>
        <button type="button" className={`plain ${css.me}`}>
          <UserAvatar user={user} size={26} />
          <span className="small" style={{ minWidth: 0 }}>
            <span className="strong ell" style={{ display: "block" }}>
              {user.name}
            </span>
            <span className="dimmer ell" style={{ display: "block" }}>
              {user.title || t(`role.${user.role}`)}
            </span>
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <ThemeSwitch />
        <Menu.Divider />
        <Menu.Item component={Link} to="/settings">
          {t("nav.settings")}
        </Menu.Item>
        <Menu.Item onClick={() => leave().catch(tellProblem)}>{t("signIn.leave")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
