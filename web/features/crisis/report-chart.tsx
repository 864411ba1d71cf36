import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CrisisRoom } from "@/api/schema";
import { Chart } from "@/features/overview/chart";
import { seriesQuery } from "./data";
import { useStretch } from "./stretch-label";

/** The hours of the crisis over what is usual. */
export function ReportChart({ room }: { room: CrisisRoom }) {
  const { t } = useTranslation();
  const series = useQuery(seriesQuery(room.id)).data;
  const stretch = useStretch(series, room.figures.hours);
  if (!series || series.points.length === 0) return null;
  return (
    <section>
      <h2>{t("overview.per.hour")}</h2>
      <p className="small dim">{t("crisis.band")}</p>
      <Chart
        series={{ series: series.points, step: "hour", to: series.to }}
        negative
        stretch={stretch}
        onOpen={undefined}
      />
    </section>
  );
}
