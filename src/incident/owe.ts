import type { Catalog, Service } from "../catalog/types.ts";
import type { Effect, OwedEffect, Surface } from "./effect.ts";
import type { RecordedEvent } from "./event.ts";
import type { Incident, Part } from "./incident.ts";
import { pagesOf, settledReminders } from "./owe-clocks.ts";
import { effectOfPart } from "./part-effect.ts";

/**
 * What the world is owed because of these events. The page leaves first and waits for nothing; then the channel and its card,
 * the announcement, and what merely helps. Within each, higher severities go first.
 */
export function owe(incident: Incident, recorded: readonly RecordedEvent[], catalog: Catalog): readonly OwedEffect[] {
  const severity = severityRank(incident, catalog);
  const owed = recorded.flatMap((one) => owedFor(incident, one));
  return [...new Map(owed.map((one) => [keyOf(one.effect), one])).values()].map(({ effect, delayMs }) => ({
    incident: incident.id,
    effect,
    key: `${incident.id}:${keyOf(effect)}`,
    priority: urgency(effect) * 10 + severity,
    delayMs,
  }));
}

interface Owed {
  readonly effect: Effect;
  readonly delayMs: number;
}

// Parts settle one after another within a second or two: their marks on the card wait for each other and become one edit.
const settleMs = 700;

function owedFor(incident: Incident, { event, version }: RecordedEvent): readonly Owed[] {
  const now = (effect: Effect): Owed => ({ effect, delayMs: 0 });
  const card = incident.channel ? [now(show("card"))] : [];
  const line = incident.channel ? [now({ kind: "tell" })] : [];
  const announcement = incident.isPrivate ? [] : [now(show("announcement"))];
  const topic = incident.channel ? [now({ kind: "set-topic" })] : [];
  const reminders = settledReminders(incident).map((surface) => now(show(surface)));
  switch (event.kind) {
    case "incident-declared":
      return [...event.parts].filter(isFirst).map((part) => now(effectOfPart(part, incident)));
    case "channel-opened":
      return [
        ...Object.keys(incident.parts)
          .filter(isOfChannel)
          .map((part) => now(effectOfPart(part, incident))),
        ...announcement,
        // What was called before the channel was there.
        ...(incident.reached.length > 0 ? line : []),
      ];
    case "update-posted":
    case "incident-resolved":
      return [...card, ...announcement, ...line, ...topic, ...reminders];
    case "severity-changed":
    case "incident-reopened":
      return [
        ...event.parts.map((part) => now(effectOfPart(part, incident))),
        ...card,
        ...announcement,
        ...line,
        ...topic,
        ...reminders,
      ];
    case "role-assigned":
      return [...card, ...line, ...topic, ...reminders, ...(incident.channel ? [now(invite(event.person))] : [])];
    case "incident-acknowledged":
    case "reminder-snoozed":
      return [...card, ...line, ...topic, ...reminders];
    case "resolution-confirmed":
    case "post-mortem-recorded":
      return [...card, ...line, ...reminders];
    case "clock-struck":
      return [
        ...pagesOf(incident, event).map(now),
        ...(event.reminds ? [now(show(`reminder-${version}`))] : line),
        ...card,
        ...topic,
        ...(event.level ? announcement : []),
      ];
    case "part-retried":
      return [now(effectOfPart(event.part, incident)), ...(event.part === "card" ? [] : card)];
    case "part-done":
      return event.part === "card" ? [now({ kind: "pin-card" })] : settled(incident);
    case "part-waiting":
    case "part-failed":
      return settled(incident);
    case "timeline-entry-added":
      return [];
  }
}

const show = (surface: Surface): Effect => ({ kind: "show", surface });

const invite = (person: string): Effect => ({ kind: "invite", people: [person] });

/** Parts that need nothing but the incident itself. */
const isFirst = (part: Part): boolean => part === "page" || part === "channel" || part === "announcement";

/** Parts that live in the incident channel; the pin follows the card. */
const isOfChannel = (part: string): part is Exclude<Part, "page" | "channel" | "announcement" | "pin"> =>
  part === "card" || part === "topic" || part === "bookmarks" || part === "invitations";

const settled = (incident: Incident): readonly Owed[] =>
  incident.channel ? [{ effect: show("card"), delayMs: settleMs }] : [];

function keyOf(effect: Effect): string {
  switch (effect.kind) {
    case "show":
      return effect.surface;
    case "page":
      return `page-${effect.level}`;
    case "invite":
      return `invite-${effect.people.join("-")}`;
    case "open-channel":
    case "tell":
    case "pin-card":
    case "set-topic":
    case "add-bookmarks":
      return effect.kind;
  }
}

function urgency(effect: Effect): number {
  switch (effect.kind) {
    case "page":
      return 0;
    case "open-channel":
      return 1;
    case "show":
      return effect.surface === "card" ? 2 : 3;
    case "tell":
      return 3;
    case "invite":
      return 4;
    case "pin-card":
    case "set-topic":
    case "add-bookmarks":
      return 5;
  }
}

/** 0 for the highest severity of a service, 9 at most and where it is unknown. */
export function severityRank(incident: Incident, catalog: Catalog): number {
  const service: Service | undefined = catalog.services.find((one) => one.key === incident.service);
  const rank = service?.severities.findIndex((one) => one.level === incident.severity) ?? -1;
  return rank === -1 ? 9 : Math.min(rank, 9);
}
