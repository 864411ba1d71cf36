import { Button } from "@mantine/core";
import { IconDownload, IconPrinter } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { isMissing } from "@/api/problem";
import type { CrisisReport } from "@/api/schema";
import { useCan } from "@/app/session";
import { useFormat } from "@/i18n/use-format";
import { BackLink } from "@/ui/link-button";
import { NotHere } from "@/ui/not-here";
import { Page } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./crisis.module.css";
import { reportQuery, timelineQuery } from "./data";
import { NoSuchRoom } from "./no-such-room";
import { ReportChart } from "./report-chart";
import { ReportParts } from "./report-parts";
import { EventList } from "./timeline";

const route = getRouteApi("/crisis/$id/report");

/** What happened, how fast we were, what we said, what we learned: to read, to print, to hand on. */
export function ReportPage() {
  const { t } = useTranslation();
  const { id } = route.useParams();
  const allowed = useCan("crisis_read");
  const report = useQuery({ ...reportQuery(id), enabled: allowed });
  if (!allowed) return <NotHere />;
  if (isMissing(report.error)) return <NoSuchRoom />;
  return (
    <Page
      narrow
      title={report.data ? t("crisis.reportOf", { title: report.data.room.title }) : t("crisis.report")}
      before={<BackLink to="/crisis/$id" params={{ id }} label={t("common.back")} className={css.screenOnly} />}
      actions={
        <div className={`row wrap ${css.screenOnly}`}>
          {(["de", "en"] as const).map((language) => (
            <Button
              key={language}
              component="a"
              leftSection={<IconDownload />}
              href={`/api/crisis/rooms/${id}/report.md?language=${language}`}
              download
              hrefLang={language}
            >
              {t(`crisis.download.${language}`)}
            </Button>
          ))}
          <Button leftSection={<IconPrinter />} onClick={() => window.print()}>
            {t("crisis.print")}
          </Button>
        </div>
      }
    >
      {report.isPending && <Pending lines={7} />}
      <ProblemNote error={report.error} onRetry={() => void report.refetch()} />
      {report.data && <Body report={report.data} />}
    </Page>
  );
}

function Body({ report }: { report: CrisisReport }) {
  const { t } = useTranslation();
  const format = useFormat();
  const events = useInfiniteQuery(timelineQuery(report.room.id));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = events;
  // A report is whole: every page of the timeline, in the order in which it happened.
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const items = events.data?.pages.flatMap((page) => page.items).toReversed() ?? [];
  return (
    <div className={css.report}>
      <p className="dim">
        {t(report.whole ? "crisis.reportWhole" : "crisis.reportOpen", { when: format.dateTime(report.generated_at) })}
        {report.room.drill && ` ${t("crisis.reportDrill")}`}
      </p>
      <ReportChart room={report.room} />
      <ReportParts report={report} />
      <section>
        <h2>{t("crisis.timeline")}</h2>
        <EventList items={items} whole />
      </section>
    </div>
  );
}
