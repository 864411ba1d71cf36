import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Mention, MentionQuery } from "@/api/schema";
import { useCan } from "@/app/session";
import { useLabel } from "./reading";

/** Whether a hit is about what the query seeks: what is not counts nowhere. */
export function AboutUs({ mention, query }: { mention: Mention; query: MentionQuery }) {
  const { t } = useTranslation();
  const say = useLabel(mention);
  if (!useCan("cases_note") || mention.deleted) return null;
  return (
    <span className="row small">
      <Button
        size="compact-xs"
        variant="subtle"
        disabled={say.isPending}
        onClick={() => say.mutate({ what: "about", label: query.about ? "no" : "yes", query: query.id })}
      >
        {t(query.about ? "reading.notAbout" : "reading.isAbout")}
      </Button>
      {!query.about && <span className="dimmer">{t("reading.hidden")}</span>}
    </span>
  );
}
