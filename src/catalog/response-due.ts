import { Temporal } from "temporal-polyfill";
import type { BusinessCalendar, Severity } from "./types.ts";

/**
 * When somebody must have answered an incident declared at `from` (ISO 8601 with offset). Minutes count around the clock;
 * "next business day" is the close of business of the first business day after the day of `from`, as seen in the calendar's
 * time zone. Undefined where no time was promised. ISO 8601 in UTC.
 */
export function responseDue(severity: Severity, calendar: BusinessCalendar, from: string): string | undefined {
  const promise = severity.responseTime;
  const declared = Temporal.Instant.from(from);
  switch (promise.kind) {
    case "minutes":
      return written(declared.add({ minutes: promise.minutes }));
    case "next-business-day":
      return written(closeOfNextBusinessDay(declared, calendar));
    case "none":
      return undefined;
  }
}

function closeOfNextBusinessDay(declared: Temporal.Instant, calendar: BusinessCalendar): Temporal.Instant {
  let day = declared.toZonedDateTimeISO(calendar.timeZone).toPlainDate().add({ days: 1 });
  while (!isBusinessDay(day, calendar)) day = day.add({ days: 1 });
  return day.toZonedDateTime({ timeZone: calendar.timeZone, plainTime: calendar.to }).toInstant();
}

const isBusinessDay = (day: Temporal.PlainDate, calendar: BusinessCalendar): boolean =>
  calendar.days.includes(day.dayOfWeek) && !calendar.holidays.includes(day.toString());

const written = (instant: Temporal.Instant): string => instant.toString({ fractionalSecondDigits: 3 });
