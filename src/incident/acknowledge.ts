import { clocksOf } from "./clock.ts";
import type { PersonCommand, Snooze } from "./command.ts";
import { accept, type Decision, type Facts, refuse } from "./decision.ts";
import type { Incident } from "./incident.ts";
import { addMinutes, isBefore } from "./instant.ts";

/** Somebody looks into it. Taking the lead or posting an update says so, too. */
export function decideAcknowledge(incident: Incident, { by }: PersonCommand): Decision {
  if (incident.status === "resolved") return refuse("already-resolved", "This incident is resolved. Nothing changed.");
  if (incident.acknowledged) return refuse("no-change", "This incident is acknowledged already. Nothing changed.");
  return accept({ kind: "incident-acknowledged", by });
}

const longestSnoozeMinutes = 60;

/** Moves the reminder of an update, once until the next update. When the update is due does not move. */
export function decideSnooze(incident: Incident, command: PersonCommand & Snooze, { now }: Facts): Decision {
  const clock = clocksOf(incident).find(({ key }) => key === "update");
  if (!clock?.strikesAt) return refuse("cannot-snooze", "This incident is resolved: no update is due.");
  const { minutes, by } = command;
  if (!(Number.isInteger(minutes) && minutes >= 1 && minutes <= longestSnoozeMinutes)) {
    return refuse("cannot-snooze", `A reminder can be put off by 1 to ${longestSnoozeMinutes} minutes.`);
  }
  if (clock.snoozedUntil) {
    return refuse("cannot-snooze", "The reminder was put off once already. Post an update instead: /incident update.");
  }
  const until = addMinutes(now, minutes);
  if (clock.stage === 0 && !isBefore(clock.strikesAt, until)) {
    return refuse("cannot-snooze", `No reminder comes within ${minutes} minutes, so there is nothing to put off.`);
  }
  return accept({ kind: "reminder-snoozed", by, minutes, until });
}
