import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { QueryLoss } from "@/api/schema";
import { useFormat } from "@/i18n/use-format";
import { Pending } from "@/ui/pending";
import { ProblemNote } from "@/ui/problem-note";
import { lostQuery } from "./data";
import { Hit } from "./query-hits";
import css from "./tools.module.css";

/** What the NOTs take away; asked for only when somebody wants to know. */
export function Lost({ query }: { query: string }) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState(false);
  const lost = useQuery(lostQuery(query, wanted));
  return (
    <section className="card" aria-labelledby="lost-title">
      <div className="row wrap">
        <h2 id="lost-title">{t("tools.lost")}</h2>
        <span className="grow" />
        {!wanted && <Button onClick={() => setWanted(true)}>{t("tools.lostShow")}</Button>}
      </div>
      <ProblemNote error={lost.error} />
      {wanted && lost.isPending && <Pending lines={3} />}
      {lost.data && <Loss loss={lost.data} query={query} />}
    </section>
  );
}

function Loss({ loss, query }: { loss: QueryLoss; query: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <p className="small dim">
        {t("tools.lostTotal", {
          count: loss.total,
          n: format.number(loss.total),
          of: format.number(loss.scanned),
          days: loss.days,
        })}{" "}
        {loss.total > 0 && loss.query && (
          <Link to="/inbox" search={{ view: "all", q: loss.query }}>
            {t("queries.openAll")}
          </Link>
        )}
      </p>
      <ul className={css.excluded}>
        {loss.excluded.map((part) => (
          <li key={`${part.offset}-${part.text}`}>
            <code>NOT {part.text}</code> <span className="small">{format.number(part.count)}</span>
          </li>
        ))}
      </ul>
      {loss.items.map((mention) => (
        <Hit key={mention.id} mention={mention} query={query} />
      ))}
    </>
  );
}
