import type { Source } from "@/api/schema";

/** A source of the demo plays a network: that one is shown. */
export function networkOf({ kind, network, settings }: Pick<Source, "kind" | "network" | "settings">): string {
  return kind === "demo" && typeof settings.network === "string" ? settings.network : network;
}
