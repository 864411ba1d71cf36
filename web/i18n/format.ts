/** Numbers, dates and times by locale. Pure: `now` comes in. */
export interface Format {
  number: (value: number) => string;
  percent: (share: number) => string;
  /** With one digit after the point where it tells shares near one apart. */
  percentFine: (share: number) => string;
  /** A change: with its sign. */
  signedPercent: (share: number) => string;
  signed: (value: number) => string;
  bytes: (value: number) => string;
  time: (iso: string) => string;
  date: (iso: string) => string;
  dateTime: (iso: string) => string;
  /** As short as it can be: the time today, the day and time within a week, else the date. */
  when: (iso: string, now: Date) => string;
  /** "2 h 41 min" */
  duration: (seconds: number) => string;
  day: (iso: string) => string;
  /** Only the number, for the axis of a chart. */
  dayNumber: (iso: string) => string;
  /** The day by name within a week, else the date. */
  nearDay: (iso: string, now: Date) => string;
  weekday: (iso: string) => string;
}

const locales: Record<string, string> = { de: "de-DE", en: "en-GB" };
const DAY = 86_400_000;

export function makeFormat(language: string, timeZone?: string): Format {
  const locale = locales[language] ?? "de-DE";
  const dates = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { timeZone, ...options });
    return (iso: string) => format.format(new Date(iso));
  };
  const numbers = (options?: Intl.NumberFormatOptions) => {
    const format = new Intl.NumberFormat(locale, options);
    return (value: number) => format.format(value).replace("-", "−");
  };
  const number = numbers();
  const signed = numbers({ signDisplay: "exceptZero" });
  const time = dates({ hour: "2-digit", minute: "2-digit" });
  const date = dates({ day: "numeric", month: "short", year: "numeric" });
  const short = dates({ day: "numeric", month: "short" });
  const weekdayTime = dates({ weekday: "short", hour: "2-digit", minute: "2-digit" });
  const dayOfMonth = dates({ day: "numeric" });
  const dayName = dates({ weekday: "long" });
  const dayKey = dates({ year: "numeric", month: "2-digit", day: "2-digit" });
  const when = (iso: string, now: Date) => {
    const then = new Date(iso);
    if (dayKey(iso) === dayKey(now.toISOString())) return time(iso);
    if (Math.abs(now.getTime() - then.getTime()) < 6 * DAY) return weekdayTime(iso);
    return then.getFullYear() === now.getFullYear() ? short(iso) : date(iso);
  };
  return {
    number,
    percent: numbers({ style: "percent", maximumFractionDigits: 0 }),
    percentFine: numbers({ style: "percent", maximumFractionDigits: 1 }),
    signedPercent: numbers({ style: "percent", maximumFractionDigits: 0, signDisplay: "exceptZero" }),
    signed,
    bytes: (value) =>
      value < 1024
        ? `${number(value)} B`
        : value < 1048576
          ? `${number(Math.round(value / 1024))} KB`
          : `${number(Math.round(value / 104857.6) / 10)} MB`,
    time,
    date,
    dateTime: dates({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }),
    when,
    duration: (seconds) => duration(seconds, language),
    day: short,
    dayNumber: (iso) => (language === "en" ? dayOfMonth(iso) : `${dayOfMonth(iso)}.`),
    nearDay: (iso, now) => (Math.abs(new Date(iso).getTime() - now.getTime()) < 6 * DAY ? dayName(iso) : short(iso)),
    weekday: dates({ weekday: "short", day: "numeric", month: language === "en" ? "short" : "numeric" }),
  };
}

function duration(seconds: number, language: string): string {
  const days = language === "de" ? "T" : "d";
  const total = Math.max(0, Math.round(seconds));
  if (total < 60) return `${total} s`;
  const minutes = Math.floor(total / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 ? `${hours} h ${minutes % 60} min` : `${hours} h`;
  return hours % 24 ? `${Math.floor(hours / 24)} ${days} ${hours % 24} h` : `${Math.floor(hours / 24)} ${days}`;
}
