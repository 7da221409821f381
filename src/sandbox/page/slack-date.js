const englishOrdinals = new Intl.PluralRules("en", { type: "ordinal" });
/** @type {Record<string, string>} */
const suffixes = { one: "st", two: "nd", few: "rd", other: "th" };

/**
 * Fills Slack's date format for the reader's own time zone.
 * @param {number} seconds since 1970
 * @param {string} format such as `{date_short_pretty} at {time}`
 * @param {Date} now
 * @param {string} [timeZone] the browser's when absent
 */
export function formatSlackDate(seconds, format, now, timeZone) {
  const date = new Date(seconds * 1000);
  if (Number.isNaN(date.getTime())) return format;
  return format.replace(/\{(\w+)\}/g, (whole, token) => formatToken(token, date, now, timeZone) ?? whole);
}

/**
 * @param {string} token
 * @param {Date} date
 * @param {Date} now
 * @param {string | undefined} timeZone
 */
function formatToken(token, date, now, timeZone) {
  /** @param {Intl.DateTimeFormatOptions} options */
  const show = (options) => new Intl.DateTimeFormat("en-US", { ...options, timeZone }).format(date);
  const month = show({ month: "long" });
  const day = Number(show({ day: "numeric" }));
  const year = show({ year: "numeric" });
  const ordinal = `${day}${suffixes[englishOrdinals.select(day)]}`;
  const relative = dayName(date, now, timeZone);
  switch (token) {
    case "date_num":
      return `${year}-${show({ month: "2-digit" })}-${show({ day: "2-digit" })}`;
    case "date":
      return `${month} ${ordinal}, ${year}`;
    case "date_short":
      return show({ month: "short", day: "numeric", year: "numeric" });
    case "date_long":
      return `${show({ weekday: "long" })}, ${month} ${ordinal}, ${year}`;
    case "date_pretty":
      return relative ?? `${month} ${ordinal}, ${year}`;
    case "date_short_pretty":
      return relative ?? show({ month: "short", day: "numeric", year: "numeric" });
    case "date_long_pretty":
    case "day_divider_pretty":
      return relative ?? `${show({ weekday: "long" })}, ${month} ${ordinal}`;
    case "time":
      return clockTime(date, timeZone, {});
    case "time_secs":
      return clockTime(date, timeZone, { second: "2-digit" });
    case "ago":
      return ago(date, now);
  }
  return undefined;
}

/**
 * Time of day as the reader's browser writes it.
 * @param {Date} date
 * @param {string | undefined} timeZone
 * @param {Intl.DateTimeFormatOptions} more
 */
function clockTime(date, timeZone, more) {
  const locale = globalThis.navigator?.language ?? "en-US";
  return new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit", timeZone, ...more }).format(date);
}

/**
 * @param {Date} date
 * @param {Date} now
 * @param {string | undefined} timeZone
 */
function dayName(date, now, timeZone) {
  const format = new Intl.DateTimeFormat("en-CA", { timeZone });
  const apart = (Date.parse(format.format(date)) - Date.parse(format.format(now))) / 86_400_000;
  return apart === 0 ? "Today" : apart === 1 ? "Tomorrow" : apart === -1 ? "Yesterday" : undefined;
}

/**
 * @param {Date} date
 * @param {Date} now
 */
function ago(date, now) {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1000);
  const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  const size = Math.abs(seconds);
  if (size < 60) return seconds <= 0 ? "just now" : "in under a minute";
  if (size < 3600) return relative.format(Math.trunc(seconds / 60), "minute");
  if (size < 86_400) return relative.format(Math.trunc(seconds / 3600), "hour");
  return relative.format(Math.trunc(seconds / 86_400), "day");
}
