import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";
import { useCan } from "@/app/session";

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & { ref?: Ref<HTMLAnchorElement> };

function Anchor({ children, ...props }: AnchorProps) {
  return useCan("mentions_read") ? <a {...props}>{children}</a> : <span className={props.className}>{children}</span>;
}

/** A link into the inbox; for those who may not read posts only its words. */
export const InboxLink = createLink(Anchor);
