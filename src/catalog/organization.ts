import type { z } from "zod";
import { approvalRule } from "./access.ts";
import { deployFreeze, maintenanceWindow } from "./change-windows.ts";
import { contact } from "./contact.ts";
import { duration } from "./duration.ts";
import {
  channelName,
  type DeepReadonly,
  filledList,
  groupOrPerson,
  list,
  mapping,
  name,
  text,
  timeZone,
  wholeNumber,
  yesOrNo,
} from "./fields.ts";

const businessCalendar = mapping({
  timeZone: timeZone(),
  /** ISO weekdays, 1 = Monday. */
  days: filledList(wholeNumber("a weekday from 1 (Monday) to 7 (Sunday)", 1, 7)),
  /** `09:00`. */
  from: text("a time such as 09:00", /^([01]\d|2[0-3]):[0-5]\d$/),
  to: text("a time such as 18:00", /^([01]\d|2[0-3]):[0-5]\d$/),
  /** `2026-12-25`. */
  holidays: list(
    text("a date such as 2026-12-25", /^\d{4}-\d{2}-\d{2}$/).refine(isDate, { error: "a date such as 2026-12-25" }),
  ).default([]),
}).refine(({ from, to }) => from < to, { path: ["to"], error: "a time after from" });

export type BusinessCalendar = DeepReadonly<z.output<typeof businessCalendar>>;

/** The file `organization.yaml`. */
export const organization = mapping({
  name: name(),
  /** Channel name of the announcements. */
  announcementChannel: channelName(),
  calendar: businessCalendar,
  contacts: list(contact).default([]),
  /** People or groups who may declare; empty means every full member. */
  declarers: list(groupOrPerson()).default([]),
  /** Who may stop all changes. */
  freezers: list(groupOrPerson()).default([]),
  breakGlass: list(groupOrPerson()).default([]),
  /** Whether output of operations is shown without e-mail addresses. */
  hideEmailAddresses: yesOrNo().default(true),
  /** Holds for every service, beside the service's own rules. */
  approvals: list(approvalRule).default([]),
  /** When changes are meant to be made; holds for services that name none of their own. */
  maintenanceWindows: list(maintenanceWindow).default([]),
  /** When nothing is to be deployed, of any service. */
  deployFreezes: list(deployFreeze).default([]),
  /** How soon somebody must lead an incident. */
  leadWithin: duration().default(5),
  /** How long a resolved incident is watched before it is confirmed. */
  watch: duration().default(30),
  /** How soon after resolve the post-mortem is written. */
  postMortem: duration().default(48 * 60),
}).transform(({ leadWithin, watch, postMortem, ...rest }) => ({
  ...rest,
  leadWithinMinutes: leadWithin,
  watchMinutes: watch,
  postMortemMinutes: postMortem,
}));

export type Organization = DeepReadonly<z.output<typeof organization>>;

function isDate(value: string): boolean {
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
