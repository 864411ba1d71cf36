import { Table } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { api, call } from "@/api/client";
import { useFormat } from "@/i18n/use-format";
import { Section } from "@/ui/page";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./privacy.module.css";

/** How long what stays, what the night removed, how fast networks' deletions were followed, and which assessments are due. */
export function Report() {
  const { t } = useTranslation();
  const format = useFormat();
  const report = useQuery({ queryKey: ["privacy", "report"], queryFn: () => call(api.GET("/api/privacy/report")) });
  if (report.isPending) return <Pending />;
  if (report.error) return <ProblemNote error={report.error} onRetry={() => void report.refetch()} />;
  const { limits, expiry, deletions, assessments } = report.data;
  return (
    <>
      <Section title={t("limits.assessments")} hint={t("limits.assessmentsHint")}>
        <div className="card">
          {assessments.map((row) => (
            <div key={row.source.id} className="row wrap">
              <span className="grow">
                <Link className={css.pick} to="/sources/$id" params={{ id: row.source.id }}>
                  {row.source.name}
                </Link>
              </span>
              <span className="small dim">{row.owner}</span>
              <span className="small dim">
                {row.review_date ? t("limits.review", { when: row.review_date }) : t("limits.noReview")}
              </span>
            </div>
          ))}
        </div>
      </Section>
      <Section title={t("limits.deletions")}>
        <p className="card">
          {deletions.p95_s === null
            ? t("limits.noDeletions")
            : t("limits.deletionsText", { count: deletions.count, seconds: format.number(deletions.p95_s) })}
        </p>
      </Section>
      <Section
        title={t("limits.title")}
        hint={expiry.at ? t("limits.expired", { when: format.dateTime(expiry.at) }) : t("limits.notYet")}
      >
        <div className="card">
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t("limits.table")}</Table.Th>
                <Table.Th>{t("limits.limit")}</Table.Th>
                <Table.Th>{t("limits.removed")}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {limits.map((row) => (
                <Table.Tr key={row.table}>
                  <Table.Td>{row.table}</Table.Td>
                  <Table.Td>
                    {row.days !== null
                      ? t("limits.days", { count: row.days })
                      : row.with
                        ? t("limits.with", { table: row.with })
                        : t("limits.stays", { why: row.keep })}
                  </Table.Td>
                  <Table.Td>{format.number(row.expired)}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      </Section>
    </>
  );
}
