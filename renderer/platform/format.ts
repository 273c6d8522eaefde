import { useLanguage, type Language } from "./i18n.ts";

const DAY = 86_400_000;
const STEPS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ["year", 365 * DAY],
  ["month", 30 * DAY],
  ["week", 7 * DAY],
  ["day", DAY],
  ["hour", 3_600_000],
  ["minute", 60_000],
];
const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"] as const;

function create(language: Language) {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const month = new Intl.DateTimeFormat(language, { month: "short", year: "numeric" });
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long" });
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "short" });
  const moment = new Intl.DateTimeFormat(language, { dateStyle: "medium", timeStyle: "medium" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  const list = new Intl.ListFormat(language, { type: "conjunction" });
  return {
    /** 1,234 */
    number: (value: number) => number.format(value),
    /** A share of 1 as 12.3 % */
    percent: (share: number) => percent.format(share),
    /** Mar 2025, of milliseconds. */
    month: (ms: number) => month.format(ms),
    /** 12 March 2025 */
    date: (ms: number) => date.format(ms),
    /** 12 Mar 2025, 10:31 */
    dateTime: (ms: number) => dateTime.format(ms),
    /** 12 Mar 2025, 10:31:07 */
    moment: (ms: number) => moment.format(ms),
    /** "2 minutes ago" at the given moment. */
    ago: (ms: number, now = Date.now()) => {
      const past = ms - now;
      for (const [unit, size] of STEPS) {
        if (Math.abs(past) >= size) return relative.format(Math.trunc(past / size), unit);
      }
      return relative.format(0, "minute");
    },
    /** 12.3 kB */
    bytes: (bytes: number) => {
      const step = Math.min(BYTE_UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3));
      return new Intl.NumberFormat(language, {
        style: "unit",
        unit: BYTE_UNITS[step] ?? "byte",
        // "576 bytes", but "1.2 kB".
        unitDisplay: step === 0 ? "long" : "short",
        maximumFractionDigits: step === 0 ? 0 : 1,
      }).format(bytes / 1000 ** step);
    },
    /** "12 s", "340 ms" */
    duration: (ms: number) =>
      new Intl.NumberFormat(language, {
        style: "unit",
        unit: ms < 1000 ? "millisecond" : "second",
        maximumFractionDigits: ms < 10_000 && ms >= 1000 ? 1 : 0,
      }).format(ms < 1000 ? ms : ms / 1000),
    /** "Java, Kotlin and Scala" */
    list: (items: readonly string[]) => list.format(items),
  };
}

/** Writes dates, numbers and sizes as a language does. */
export type Format = ReturnType<typeof create>;

const made = new Map<Language, Format>();

/** The formats of a language, for places without hooks. */
export function formatOf(language: Language): Format {
  const known = made.get(language) ?? create(language);
  made.set(language, known);
  return known;
}

/** The formats of the language of the moment. */
export function useFormat(): Format {
  return formatOf(useLanguage());
}
