import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Conversation } from "@/api/schema";
import { Seal } from "@/ui/avatar";
import { Kbd } from "@/ui/kbd";
import css from "./inbox.module.css";
import type { TakeReason } from "./use-acts";

const others = ["rights_request", "safety", "legal_claim", "court_order"] as const;

/** The seal before the answer: says what taking does, before it does it. */
export function TakePanel({
  conversation,
  onTake,
  pending,
}: {
  conversation: Conversation;
  onTake: (reason: TakeReason) => void;
  pending: boolean;
}) {
  const { t } = useTranslation();
  const { channel } = conversation;
  return (
    <section className={css.take} aria-label={t("take.title")}>
      <Seal size={34} />
      <div className="grow">
        <div className="strong">{t("take.title")}</div>
        <div className="small dim">
          {channel.can_reply ? t("take.text") : (channel.sentence ?? t("composer.cannotReply"))}
        </div>
      </div>
      <Button.Group>
        <Button
          id="take"
          variant="filled"
          loading={pending}
          onClick={() => onTake("dialogue")}
          rightSection={<Kbd>T</Kbd>}
        >
          {t("take.button")}
        </Button>
        <Menu position="top-end" shadow="md">
          <Menu.Target>
            <Button variant="filled" px={8} aria-label={t("take.other")}>
              <IconChevronDown />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{t("take.other")}</Menu.Label>
            {others.map((reason) => (
              <Menu.Item key={reason} onClick={() => onTake(reason)}>
                {t(`reason.${reason}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </Button.Group>
    </section>
  );
}
