import type { ReactNode } from "react";
import { i18n } from "@/i18n/i18n";
import css from "./chip.module.css";

export type Tone = "plain" | "acc" | "pos" | "neg" | "warn" | "ok";

interface ChipProps {
  tone?: Tone;
  title?: string;
  /** a colour that somebody chose, as a dot before the text */
  dot?: string | null;
  children: ReactNode;
}

export function Chip({ tone = "plain", title, dot, children }: ChipProps) {
  return (
    <span className={css.chip} data-tone={tone} title={title}>
      {dot && <span className={css.dot} style={{ background: dot }} aria-hidden="true" />}
      {children}
    </span>
  );
}

/** Two letters for a network, as in the list: Bs, Wp, Fe. */
export function NetworkBadge({ network }: { network: string }) {
  return (
    <span className={css.net} title={networkName(network)}>
      <span aria-hidden="true">{badges[network] ?? network.slice(0, 2).replace(/^./u, (c) => c.toUpperCase())}</span>
      <span className="hidden">{networkName(network)}</span>
    </span>
  );
}

const badges: Record<string, string> = { wordpress: "Wp", bluesky: "Bs", reddit: "Rd", youtube: "Yt" };
const names: Record<string, string> = { wordpress: "WordPress", mediawiki: "MediaWiki", youtube: "YouTube" };
const kinds = ["blog", "feed", "forum", "wiki", "reviews", "import", "replay"] as const;

/** Kinds of places are named in the reader's language, networks by their own name. */
export function networkName(network: string): string {
  const kind = kinds.find((name) => name === network);
  return kind ? i18n.t(`network.${kind}`) : (names[network] ?? network.replace(/^./u, (c) => c.toUpperCase()));
}
