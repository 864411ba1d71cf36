export const tabs = ["alerts", "rules", "deliveries"] as const;
export type Tab = (typeof tabs)[number];

/** As it stands in the address; "unknown" for what is none of them. */
export function asTab(value: unknown): Tab | "unknown" | undefined {
  if (value === undefined || value === "" || value === "alerts") return undefined;
  return tabs.find((tab) => tab === value) ?? "unknown";
}
