import type { ReactNode } from "react";
import css from "./chip.module.css";

export type Tone = "plain" | "acc" | "pos" | "neg" | "warn" | "ok";

export function Chip({ tone = "plain", title, children }: { tone?: Tone; title?: string; children: ReactNode }) {
  return (
    <span className={css.chip} data-tone={tone} title={title}>
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

const badges: Record<string, string> = {
  bluesky: "Bs",
  wordpress: "Wp",
  feed: "Fe",
  mastodon: "Ma",
  reddit: "Rd",
  forum: "Fo",
  wiki: "Wi",
  mediawiki: "Wi",
  discourse: "Di",
  youtube: "Yt",
  import: "Im",
  web: "We",
};
const names: Record<string, string> = {
  bluesky: "Bluesky",
  wordpress: "WordPress",
  feed: "Blogs (Feed)",
  mastodon: "Mastodon",
  reddit: "Reddit",
  forum: "Forum",
  wiki: "Wiki",
  mediawiki: "MediaWiki",
  discourse: "Discourse",
  youtube: "YouTube",
  import: "Import",
  web: "Web",
};

export function networkName(network: string): string {
  return names[network] ?? network.replace(/^./u, (c) => c.toUpperCase());
}
