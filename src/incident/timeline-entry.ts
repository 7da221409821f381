import { Temporal } from "temporal-polyfill";
import type { AddTimelineEntry, OutcomeCommand, PersonCommand, TimeOfDay } from "./command.ts";
import { accept, type Decision, type Facts, refuse } from "./decision.ts";
import type { IncidentEvent } from "./event.ts";
import type { Incident, Instant } from "./incident.ts";
import { longestText, plain, shorten } from "./text.ts";
import { digestOf, placeOf, type RecordedMessage } from "./timeline-message.ts";

/** What somebody writes down themselves; back-dated when they name a time of day. */
export function decideTimelineEntry(command: PersonCommand & AddTimelineEntry, { now, catalog }: Facts): Decision {
  const text = shorten(plain(command.text), longestText);
  if (!text)
    return refuse("empty-text", "Write what happened, for example: /incident timeline 14:05 failover started.");
  const happenedAt = command.time && lastTime(command.time, catalog.organization.calendar.timeZone, now);
  return accept({ kind: "timeline-entry-added", by: command.by, text, happenedAt });
}

/** The last time the clock showed it, in the organization's zone unless another is named. */
function lastTime({ hour, minute, isUtc }: TimeOfDay, timeZone: string, now: Instant): Instant {
  const present = Temporal.Instant.from(now).toZonedDateTimeISO(isUtc ? "UTC" : timeZone);
  const today = present.withPlainTime({ hour, minute });
  const last = Temporal.ZonedDateTime.compare(today, present) <= 0 ? today : today.subtract({ days: 1 });
  return last.toInstant().toString({ fractionalSecondDigits: 3 });
}

/** A message put on the timeline by a person's own command. Doing it again changes nothing. */
export function decideKeepMessage(incident: Incident, by: string, message: RecordedMessage): Decision {
  const known = incident.pins?.[placeOf(message)];
  if (known?.isKept) return refuse("no-change", "This message is on the timeline already. Nothing changed.");
  return accept(keptMessage(by, message));
}

export const keptMessage = (by: string, message: RecordedMessage): IncidentEvent => ({
  kind: "message-recorded",
  by,
  message: cut(message),
  isKept: true,
});

/** What a message and its mark were found to be. Only what differs from the timeline changes it. */
export function decideRecordMessage(
  incident: Incident,
  { by, message, isMarked }: Extract<OutcomeCommand, { kind: "record-message" }>,
): Decision {
  const known = incident.pins?.[placeOf(message)];
  if (!isMarked && !known?.isKept) {
    return known ? accept({ kind: "message-dropped", message: refOf(message), reason: "unmarked" }) : accept();
  }
  const found = cut(message);
  if (known?.digest === digestOf(found)) return accept();
  return accept({ kind: "message-recorded", by, message: found, isKept: known?.isKept ?? false });
}

/** A message that its author deleted keeps its place, not its words. */
export function decideRecordGone(
  incident: Incident,
  { message }: Extract<OutcomeCommand, { kind: "record-message-gone" }>,
): Decision {
  if (!incident.pins?.[placeOf(message)]) return accept();
  return accept({ kind: "message-dropped", message: refOf(message), reason: "deleted" });
}

const refOf = ({ channel, ts }: { channel: string; ts: string }) => ({ channel, ts });

const mostFiles = 20;

const cut = (message: RecordedMessage): RecordedMessage => ({
  ...message,
  text: shorten(plain(message.text), longestText),
  files: message.files.slice(0, mostFiles).map((name) => shorten(plain(name), 100)),
});
