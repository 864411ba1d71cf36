import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { NotHere } from "@/ui/not-here";

/** Where a room or its report is not there; the list of rooms is. */
export function NoSuchRoom() {
  const { t } = useTranslation();
  return (
    <NotHere>
      <Link to="/crisis" search={{}}>
        {t("nav.crisis")}
      </Link>
    </NotHere>
  );
}
