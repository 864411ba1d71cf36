import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useCan } from "@/app/session";
import { queriesQuery } from "@/features/queries/data";
import type { Explained } from "@/features/queries/explanation";
import { Why } from "@/features/queries/why";

/** Why a saved query matched a post, as the query is now. */
export function WhyMatched({ id, name, mention }: { id: string; name: string; mention: Explained }) {
  const { t } = useTranslation();
  const queries = useQuery({ ...queriesQuery, enabled: useCan("queries_read") });
  const query = queries.data?.find((saved) => saved.id === id);
  if (!query) return null;
  return <Why query={query.query} mention={mention} label={t("tools.whyMatched", { name })} />;
}
