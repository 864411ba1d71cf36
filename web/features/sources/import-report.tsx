import { useTranslation } from "react-i18next";
import type { ImportResult } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import css from "./sources.module.css";

export function ImportReport({ result, dry }: { result: ImportResult; dry: boolean }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <section className={`card ${css.tableCard}`} aria-label={t("import.result")}>
      <p style={{ padding: "8px 0" }} role="status">
        <b>
          {t(dry ? "import.accepted" : "import.done", { count: result.accepted, n: format.number(result.accepted) })}
        </b>
        {" · "}
        <span className={result.rejected.length ? "neg" : "dim"}>
          {t("import.rejected", { count: result.rejected.length, n: format.number(result.rejected.length) })}
        </span>
      </p>
      {result.rejected.length > 0 && (
        <table className="small">
          <thead>
            <tr>
              <th scope="col">{t("import.line")}</th>
              <th scope="col">{t("import.why")}</th>
              <th scope="col">{t("import.code")}</th>
            </tr>
          </thead>
          <tbody>
            {result.rejected.slice(0, 200).map((row) => (
              <tr key={`${row.line}-${row.code}`}>
                <td className="right">{format.number(row.line)}</td>
                <td>
                  {row.sentence} <span className="dimmer">{row.detail}</span>
                </td>
                <td className="dimmer">{row.code}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
