import { DateTimePicker } from "@mantine/dates";
import dayjs from "dayjs";
import { useTranslation } from "react-i18next";

/** A time that has passed; nothing means now. Values as the picker has them: "2026-11-30 10:25:00", local. */
export function WhenField({ value, onChange }: { value: string | null; onChange: (value: string | null) => void }) {
  const { t } = useTranslation();
  return (
    <DateTimePicker
      label={t("crisis.whenWas")}
      placeholder={t("crisis.now")}
      clearable
      maxDate={dayjs().toDate()}
      valueFormat="DD.MM.YYYY HH:mm"
      clearButtonProps={{ "aria-label": t("common.remove") }}
      submitButtonProps={{ "aria-label": t("common.close") }}
      value={value}
      onChange={onChange}
    />
  );
}

/** What the server is told: nothing where it is now. */
export function asTime(value: string | null): { at?: string } {
  return value ? { at: dayjs(value).toISOString() } : {};
}
