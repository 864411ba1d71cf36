import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/use-format";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import css from "./crisis.module.css";
import { versionsQuery } from "./data";

/** Every version, newest first. */
export function StatementVersions({ id }: { id: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const versions = useQuery(versionsQuery(id));
  if (versions.isPending) return <Pending lines={2} />;
  if (versions.error) return <ProblemNote error={versions.error} />;
  return (
    <ol className={css.versions}>
      {versions.data.map((version) => (
        <li key={version.version}>
          <div className="small dim">
            {t("crisis.version", { n: version.version })}
            {version.by && ` · ${version.by.name}`} · {format.dateTime(version.at)}
          </div>
          <div className="strong">{version.title}</div>
          <p className={css.statementText} lang={version.lang || undefined}>
            {version.text}
          </p>
        </li>
      ))}
    </ol>
  );
}
