import type en from "./en.json";

// The compiler checks every key: t("no.such.key") does not build.
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: typeof en };
  }
}
