import { Button, Menu } from "@mantine/core";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/i18n/use-format";

/** Later: the next sensible moments, with what they mean on the clock. */
export function SnoozeMenu({ onSnooze }: { onSnooze: (until: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const morning = dayjs().add(1, "day").hour(9).minute(0).second(0);
  const monday = morning.add((8 - morning.day()) % 7, "day");
  const choices = [
    ["twoHours", dayjs().add(2, "hour")],
    ["tomorrow", morning],
    ["monday", monday],
    ["week", morning.add(6, "day")],
  ] as const;
  return (
    <Menu position="bottom-end" shadow="md" width={240}>
      <Menu.Target>
        <Button>{t("case.snooze")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(([key, until]) => (
          <Menu.Item
            key={key}
            onClick={() => onSnooze(until.toISOString())}
            rightSection={
              <span className="small dimmer">{format.dateTime(until.toISOString()).replace(/ \d{4}/u, "")}</span>
            }
          >
            {t(`snooze.${key}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
