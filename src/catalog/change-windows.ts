import { Temporal } from "temporal-polyfill";
import type { z } from "zod";
import { cronProblem, nextRun } from "./cron.ts";
import { duration } from "./duration.ts";
import { type DeepReadonly, list, mapping, name, oneOf, sentence, text, timeZone } from "./fields.ts";

/** Five fields of cron that mean something, and come again. */
const schedule = () => {
  const expected = 'a schedule of five fields that comes again, such as "0 2 * * 0" (Sundays at 02:00)';
  return text(expected).refine(comesAgain, { error: expected });
};

/** How long it takes. Whole days are days of the calendar, so that a weekend ends on Monday at the same hour when clocks change. */
const span = () => duration().refine((minutes) => minutes > 0, { error: 'a time of at least a minute, such as "3h"' });

/** `2026-11-27 00:00`, as a clock of the time zone shows it. */
const clockTime = () => {
  const expected = "a time such as 2026-11-27 00:00";
  return text(expected, /^\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}$/).refine(isClockTime, { error: expected });
};

/** Empty means all. */
const environments = () => list(text("an environment such as production")).default([]);

/** When changes are meant to be made: it begins by its schedule. */
export const maintenanceWindow = mapping({
  name: name(),
  schedule: schedule(),
  timeZone: timeZone(),
  duration: span(),
  environments: environments(),
}).transform(({ schedule: cron, duration: minutes, ...rest }) => ({ ...rest, cron, minutes }));

/** When nothing is to be deployed: once, from one time until another, or again and again by a schedule. */
export const deployFreeze = mapping({
  name: name(),
  reason: sentence(),
  timeZone: timeZone(),
  from: clockTime().optional(),
  until: clockTime().optional(),
  schedule: schedule().optional(),
  duration: span().optional(),
  /** What becomes of a change meanwhile. */
  changes: oneOf(["one-more-approver", "refused"]).default("one-more-approver"),
  environments: environments(),
})
  .superRefine(({ from, until, schedule: cron, duration: minutes }, context) => {
    const wrong = (key: string, message: string) => context.addIssue({ code: "custom", path: [key], message });
    if (cron === undefined) {
      if (from === undefined) return wrong("from", "from and until, or schedule and duration");
      if (until === undefined || localTime(until) <= localTime(from)) wrong("until", "a time after from");
      if (minutes !== undefined) wrong("duration", "until instead, where from is given");
      return;
    }
    if (minutes === undefined) wrong("duration", 'how long it takes, such as "12h"');
    if (from !== undefined || until !== undefined)
      wrong(from === undefined ? "until" : "from", "either from and until, or schedule and duration");
  })
  .transform(({ from = "", until = "", schedule: cron, duration: minutes = 0, ...rest }) => ({
    ...rest,
    when:
      cron === undefined
        ? ({ kind: "once", from: localTime(from), until: localTime(until) } as const)
        : ({ kind: "recurring", cron, minutes } as const),
  }));

export type MaintenanceWindow = DeepReadonly<z.output<typeof maintenanceWindow>>;
export type DeployFreeze = DeepReadonly<z.output<typeof deployFreeze>>;

function comesAgain(cron: string): boolean {
  const anywhere = { cron, timeZone: "UTC" };
  return cronProblem(anywhere) === undefined && nextRun(anywhere, "1970-01-01T00:00:00Z") !== undefined;
}

const localTime = (written: string): string => written.replace(" ", "T");

function isClockTime(written: string): boolean {
  try {
    return Temporal.PlainDateTime.from(localTime(written), { overflow: "reject" }) !== undefined;
  } catch {
    return false;
  }
}
