import { ActionIcon, Button, type ButtonProps } from "@mantine/core";
import { IconArrowLeft } from "@tabler/icons-react";
import { createLink } from "@tanstack/react-router";
import type { AnchorHTMLAttributes, Ref } from "react";

type AnchorProps = ButtonProps &
  Omit<AnchorHTMLAttributes<HTMLAnchorElement>, keyof ButtonProps> & { ref?: Ref<HTMLAnchorElement> };

function ButtonAnchor(props: AnchorProps) {
  return <Button component="a" {...props} />;
}

/** A link that looks like a button; the router checks address and search. */
export const LinkButton = createLink(ButtonAnchor);

type BackProps = AnchorHTMLAttributes<HTMLAnchorElement> & { label: string; ref?: Ref<HTMLAnchorElement> };

function BackAnchor({ label, style: _, ...props }: BackProps) {
  return (
    <ActionIcon component="a" variant="subtle" size={30} aria-label={label} {...props}>
      <IconArrowLeft />
    </ActionIcon>
  );
}

/** The arrow before a title. */
export const BackLink = createLink(BackAnchor);
