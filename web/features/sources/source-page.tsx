import { useQuery } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Source } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { Empty } from "@/ui/empty";
import { BackLink } from "@/ui/link-button";
import { Page, Section } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { smallPrint } from "@/ui/small-print";
import { useNow } from "@/ui/use-now";
import { sourcesQuery } from "./data";
import { LedgerView } from "./ledger-view";
import { Quarantine } from "./quarantine";
import { SourceActs } from "./source-acts";
import { SourceAssessment } from "./source-assessment";
import { SourceSettings } from "./source-settings";
import css from "./sources.module.css";
import { StateChip } from "./state-chip";

const route = getRouteApi("/sources/$id");

export function SourcePage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const sources = useQuery({ ...sourcesQuery, refetchInterval: 10_000 });
  const mayWrite = useCan("sources_write");
  const source = sources.data?.find((item) => item.id === id);
  if (!source) {
    return (
      <Page title={t("nav.sources")}>
        {sources.isPending ? <Pending /> : <ProblemNote error={sources.error} />}
        {sources.data && (
          <Empty title={t("problem.notFound")}>
            <Link to="/sources">{t("nav.sources")}</Link>
          </Empty>
        )}
      </Page>
    );
  }
  const back = <BackLink to="/sources" label={t("nav.sources")} />;
  return (
    <Page title={source.name} before={back} actions={mayWrite && <SourceActs source={source} />}>
      <HealthCard source={source} />
      <section className="card stack" style={{ gap: 6 }}>
        <h3>{t("ledger.title")}</h3>
        <LedgerView ledger={source.ledger} />
      </section>
      {mayWrite && (
        <Section title={t("quarantine.title")} hint={t("quarantine.hint")}>
          <Quarantine source={source.id} />
        </Section>
      )}
      <Section title={t("sources.settings")}>
        <SourceSettings source={source} editable={mayWrite} />
      </Section>
      <Section title={t("assessment.title")}>
        <SourceAssessment source={source} editable={mayWrite} />
      </Section>
    </Page>
  );
}

function HealthCard({ source }: { source: Source }) {
  const { t } = useTranslation();
  const format = useFormat();
  const now = useNow();
  const mayOpen = useCan("mentions_read");
  const { health } = source;
  const moment = (iso: string | null) => (iso ? format.when(iso, now) : "–");
  return (
    <section className="card stack">
      <dl className={css.facts}>
        <div>
          <dt>{t("sources.state")}</dt>
          <dd>
            <StateChip health={health} />
          </dd>
        </div>
        <div>
          <dt>{t("sources.lag")}</dt>
          <dd>{health.lag_s === null ? "–" : format.duration(health.lag_s)}</dd>
        </div>
        <div>
          <dt>{t("sources.lastEvent")}</dt>
          <dd>{moment(health.last_event_at)}</dd>
        </div>
        <div>
          <dt>{t("sources.lastOk")}</dt>
          <dd>{moment(health.last_ok_at)}</dd>
        </div>
        <div>
          <dt>{t("sources.next")}</dt>
          <dd>{moment(health.next_try_at)}</dd>
        </div>
      </dl>
      {health.error && (
        <p className="neg">
          {health.error.sentence}{" "}
          <span className="small dimmer">{smallPrint(health.error, health.error.sentence)}</span>
        </p>
      )}
      {health.gap && <p className="neg">{t("sources.gap", { gap: health.gap })}</p>}
      {mayOpen && (
        <Link to="/inbox" search={{ view: "all", source: source.id }} className="small">
          {t("sources.openMentions")}
        </Link>
      )}
    </section>
  );
}
