import { useTranslation } from "react-i18next";

const known = ["dialogue", "legal_claim", "safety", "rights_request", "court_order"] as const;

/** Why a name was opened, in words; an unknown code is shown as it is. */
export function useReason(): (code: string) => string {
  const { t } = useTranslation();
  return (code) => {
    const reason = known.find((name) => name === code);
    return reason ? t(`reason.${reason}`) : code;
  };
}
