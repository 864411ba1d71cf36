import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { type Format, makeFormat } from "./format";

export function useFormat(): Format {
  const { i18n } = useTranslation();
  return useMemo(() => makeFormat(i18n.language), [i18n.language]);
}
