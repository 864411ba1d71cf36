export const tabs = ["alerts", "rules", "deliveries"] as const;
export type Tab = (typeof tabs)[number];

export const asTab = (value: unknown): Tab | undefined => tabs.find((tab) => tab === value && tab !== "alerts");
