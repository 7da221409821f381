import type { IncidentEvent, RecordedEvent } from "./event.ts";
import type { Instant, PersonId } from "./incident.ts";
import { isBefore } from "./instant.ts";
import { placeOf, type RecordedMessage, writtenAt } from "./timeline-message.ts";

/** One line of an incident's story, at the time it happened. */
export type TimelineLine =
  | { readonly kind: "event"; readonly at: Instant; readonly recorded: RecordedEvent }
  | { readonly kind: "entry"; readonly at: Instant; readonly by: PersonId; readonly text: string }
  | {
      readonly kind: "message";
      readonly at: Instant;
      readonly message: RecordedMessage;
      /** Deleted since: its words are not told again. */
      readonly isDeleted: boolean;
    };

/**
 * The story of an incident, oldest first: what was done, what people wrote down, and the messages they marked, each at the time it
 * happened rather than the time it was recorded. How the bot's own work went is not part of it.
 */
export function timelineOf(history: readonly RecordedEvent[]): readonly TimelineLine[] {
  const messages = new Map<string, TimelineLine>();
  const lines: TimelineLine[] = [];
  for (const recorded of history) {
    const { event, at } = recorded;
    if (event.kind === "message-recorded") {
      const { message } = event;
      messages.set(placeOf(message), { kind: "message", at: writtenAt(message), message, isDeleted: false });
    } else if (event.kind === "message-dropped") {
      const place = placeOf(event.message);
      const known = messages.get(place);
      if (event.reason === "unmarked") messages.delete(place);
      else if (known?.kind === "message") messages.set(place, { ...known, isDeleted: true });
    } else if (event.kind === "timeline-entry-added") {
      lines.push({ kind: "entry", at: event.happenedAt ?? at, by: event.by, text: event.text });
    } else if (isTold(event)) lines.push({ kind: "event", at, recorded });
  }
  return [...lines, ...messages.values()].sort((one, other) =>
    isBefore(one.at, other.at) ? -1 : isBefore(other.at, one.at) ? 1 : 0,
  );
}

const untold: readonly IncidentEvent["kind"][] = [
  "message-noticed",
  "timeline-requested",
  "runbook-turned",
  "run-started",
  "run-cancelled",
  "run-output-requested",
  "channel-opened",
  "part-done",
  "part-waiting",
  "part-failed",
  "part-retried",
];

const isTold = ({ kind }: IncidentEvent): boolean => !untold.includes(kind);
