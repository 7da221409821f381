import type { Catalog, Service } from "../catalog/types.ts";
import type { Effect, OwedEffect, Surface } from "./effect.ts";
import type { RecordedEvent } from "./event.ts";
import type { Incident, Part } from "./incident.ts";
import { runbookSurface, runbookSurfaces } from "./open-runbook.ts";
import { emergencyPages, pagesOf, settledReminders, supersededLines } from "./owe-clocks.ts";
import { owedForPage, settling } from "./owe-pages.ts";
import { endedRuns, runEffects } from "./owe-runs.ts";
import { storyEffects } from "./owe-story.ts";
import { allPages } from "./page.ts";
import { isPageEvent } from "./page-event.ts";
import { effectOfPart } from "./part-effect.ts";
import { isRunEvent } from "./run-event.ts";
import { isRunbookEvent } from "./runbook-event.ts";
import { placeOf } from "./timeline-message.ts";
import { isWithoutChannel } from "./without-channel.ts";

/**
 * What the world is owed because of these events. The page leaves first and waits for nothing; then the channel and its card,
 * the announcement, and what merely helps. Within each, higher severities go first.
 */
export function owe(incident: Incident, recorded: readonly RecordedEvent[], catalog: Catalog): readonly OwedEffect[] {
  const severity = severityRank(incident, catalog);
  const owed = [
    ...recorded.flatMap((one) => owedFor(incident, one)),
    ...settling(incident, recorded),
    ...(runsByItself(incident, recorded, catalog) ? [soon({ kind: "auto-run" })] : []),
  ];
  return [...new Map(owed.map((one) => [keyOf(one.effect), one])).values()].map(({ effect, delayMs }) => ({
    incident: incident.id,
    effect,
    key: `${incident.id}:${keyOf(effect)}`,
    priority: urgency(effect) * 10 + severity,
    delayMs,
  }));
}

export interface Owed {
  readonly effect: Effect;
  readonly delayMs: number;
}

// Parts settle one after another within a second or two: their marks on the card wait for each other and become one edit.
const settleMs = 700;

function owedFor(incident: Incident, { event, version }: RecordedEvent): readonly Owed[] {
  const announcement = incident.isPrivate ? [] : [soon(show("announcement"))];
  const stead = isWithoutChannel(incident) ? announcement : [];
  const card = incident.channel ? [soon(show("card"))] : stead;
  const line = incident.channel || isWithoutChannel(incident) ? [soon({ kind: "tell" })] : [];
  const topic = incident.channel ? [soon({ kind: "set-topic" })] : [];
  const reminders = settledReminders(incident).map((surface) => soon(show(surface)));
  const inChannel = [...card, ...line, ...topic, ...reminders];
  if (isRunbookEvent(event)) return [soon(show(runbookSurface(event.slug)))];
  if (isRunEvent(event)) return runEffects(incident, event, version);
  if (isPageEvent(event)) return owedForPage(incident, event, { card, line, topic, announcement });
  switch (event.kind) {
    case "incident-declared":
      return [
        ...[...event.parts].filter(isFirst).map((part) => soon(effectOfPart(part, incident))),
        ...(event.isEmergency ? emergencyPages(incident).map(soon) : []),
      ];
    case "channel-opened":
      return [
        ...Object.keys(incident.parts)
          .filter(isOfChannel)
          .map((part) => soon(effectOfPart(part, incident))),
        ...announcement,
        ...runbookSurfaces(incident).map((surface) => soon(show(surface))),
        ...endedRuns(incident).map(soon),
        // What was called before the channel was there.
        ...(incident.reached.length > 0 || allPages(incident).length > 0 ? line : []),
      ];
    case "update-posted":
    case "incident-resolved":
      return [...announcement, ...inChannel];
    case "severity-changed":
    case "incident-reopened":
      return [...event.parts.map((part) => soon(effectOfPart(part, incident))), ...announcement, ...inChannel];
    case "role-assigned":
      return [...inChannel, ...brought(incident, [event.person]), soon(show(`brief-${version}`))];
    case "role-left":
    case "incident-acknowledged":
    case "reminder-snoozed":
      return inChannel;
    case "timeline-entry-added":
      return line;
    case "person-joined":
    case "lead-away":
    case "message-noticed":
    case "message-recorded":
    case "message-dropped":
    case "timeline-requested":
      return storyEffects(incident, event, version).map(soon);
    case "incident-merged":
      return [...announcement, ...inChannel, soon({ kind: "join-duplicate", by: event.by })];
    case "duplicate-recorded":
      return [...line, ...brought(incident, event.people)];
    case "resolution-confirmed":
    case "post-mortem-recorded":
      return [...card, ...line, ...reminders];
    case "clock-struck":
      return [
        ...pagesOf(incident, event).map(soon),
        ...(event.reminds ? [soon(show(`reminder-${version}`))] : line),
        ...supersededLines(incident, event).map((surface) => soon(show(surface))),
        ...card,
        ...topic,
        ...(event.level ? announcement : []),
      ];
    case "change-recorded":
      // The request has a card of its own.
      return [];
    case "part-retried":
    case "part-done":
    case "part-failed":
    case "part-waiting":
      return owedForPart(incident, event, { card, line, announcement });
  }
}

type PartEvent = Extract<
  RecordedEvent["event"],
  { readonly kind: "part-retried" | "part-done" | "part-failed" | "part-waiting" }
>;

function owedForPart(
  incident: Incident,
  event: PartEvent,
  { card, line, announcement }: Readonly<Record<"card" | "line" | "announcement", readonly Owed[]>>,
): readonly Owed[] {
  switch (event.kind) {
    case "part-retried":
      return [
        soon(effectOfPart(event.part, incident)),
        ...(event.part === "card" ? line : card),
        ...(isSaidOutside(event.part) ? announcement : []),
      ];
    case "part-done":
      return [...settled(incident), ...(event.part === "card" ? [soon({ kind: "pin-card" })] : [])];
    case "part-failed":
      return [
        ...settled(incident),
        ...(event.part === "card" ? [soon({ kind: "pin-card" })] : []),
        ...(isSaidOutside(event.part) ? announcement : []),
      ];
    case "part-waiting":
      return [...settled(incident), ...(isSaidOutside(event.part) ? announcement : [])];
  }
}

const brought = (incident: Incident, people: readonly string[]): readonly Owed[] =>
  incident.channel && people.length > 0 ? [soon({ kind: "invite", people })] : [];

const soon = (effect: Effect): Owed => ({ effect, delayMs: 0 });

const show = (surface: Surface): Effect => ({ kind: "show", surface });

/** Parts that need nothing but the incident itself. */
const isFirst = (part: Part): boolean => part === "page" || part === "channel" || part === "announcement";

/** Parts that live in the incident channel; the pin follows the card. */
const isOfChannel = (part: string): part is Exclude<Part, "page" | "channel" | "announcement" | "pin"> =>
  part === "card" || part === "topic" || part === "bookmarks" || part === "invitations";

/** What keeps the card from being seen is said on the announcement. */
const isSaidOutside = (part: Part): boolean => part === "channel" || part === "card";

const settled = (incident: Incident): readonly Owed[] =>
  incident.channel ? [{ effect: show("card"), delayMs: settleMs }] : [];

function keyOf(effect: Effect): string {
  switch (effect.kind) {
    case "show":
      return effect.surface;
    case "page":
      return `page-${effect.level}`;
    case "follow-page":
      return `follow-${effect.dedupKey}`;
    case "call-otherwise":
      return `call-otherwise-${effect.page}`;
    case "offer-declare":
      return `offer-declare-${effect.pagerId}`;
    case "invite":
      return `invite-${effect.people.join("-")}`;
    case "read-message":
    case "mark-message":
      return `${effect.kind}-${placeOf(effect.message)}`;
    case "send-timeline":
      return `send-timeline-${effect.version}`;
    case "run":
      return `perform-run-${effect.run}`;
    case "send-run-output":
      return `send-run-output-${effect.version}`;
    case "open-channel":
    case "tell":
    case "pin-card":
    case "set-topic":
    case "add-bookmarks":
    case "join-duplicate":
    case "settle-pages":
    case "auto-run":
      return effect.kind;
  }
}

function urgency(effect: Effect): number {
  switch (effect.kind) {
    case "page":
    case "call-otherwise":
    case "settle-pages":
      return 0;
    case "open-channel":
      return 1;
    case "show":
      return effect.surface === "card" ? 2 : 3;
    case "tell":
    case "run":
    case "auto-run":
      return 3;
    case "read-message":
    case "mark-message":
    case "join-duplicate":
    case "send-timeline":
    case "send-run-output":
    case "follow-page":
    case "offer-declare":
    case "invite":
      return 4;
    case "pin-card":
    case "set-topic":
    case "add-bookmarks":
      return 5;
  }
}

/** An alert declared it, and the catalog says that its runbook's looks then run by themselves. */
function runsByItself({ service }: Incident, recorded: readonly RecordedEvent[], { services }: Catalog): boolean {
  const isAlerted = recorded.some(({ event }) => event.kind === "incident-declared" && event.isAlerted);
  return isAlerted && services.some(({ key, autoRun }) => key === service && autoRun);
}

/** 0 for the highest severity of a service, 9 at most and where it is unknown. */
export function severityRank(incident: Incident, catalog: Catalog): number {
  const service: Service | undefined = catalog.services.find((one) => one.key === incident.service);
  const rank = service?.severities.findIndex((one) => one.level === incident.severity) ?? -1;
  return rank === -1 ? 9 : Math.min(rank, 9);
}
