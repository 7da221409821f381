import type { RecordedEvent } from "./event.ts";
import { acknowledgedBy, settled, struck } from "./evolve-clocks.ts";
import { levelCalled, withPages } from "./evolve-pages.ts";
import { withRunbooks } from "./evolve-runbooks.ts";
import { withRuns } from "./evolve-runs.ts";
import { evolveStory } from "./evolve-story.ts";
import type { Incident, Instant, Part, PartState } from "./incident.ts";
import { isPageEvent } from "./page-event.ts";
import { withPerson } from "./people.ts";
import { isRunEvent } from "./run-event.ts";
import { isRunbookEvent } from "./runbook-event.ts";

/** Folds one event into the state. The first event of an incident is its declaration; anything else first is a bug. */
export function evolve(incident: Incident | undefined, recorded: RecordedEvent): Incident {
  return withPages(incident, fold(incident, recorded), recorded);
}

function fold(incident: Incident | undefined, recorded: RecordedEvent): Incident {
  const { event, at, version } = recorded;
  if (event.kind === "incident-declared") return declared(recorded, event);
  if (!incident) throw new Error(`the first event of an incident is its declaration, not ${event.kind}`);
  const next = { ...incident, version };
  if (isRunbookEvent(event)) return withRunbooks(withPerson(next, event.by), event, at);
  if (isRunEvent(event)) return withRuns(next, event, recorded);
  if (isPageEvent(event)) return event.kind === "level-called" ? levelCalled(next, event, at) : next;
  switch (event.kind) {
    case "update-posted":
      return {
        ...settled(acknowledgedBy(withPerson(next, event.by), event.by, at), "update", "acknowledge"),
        updatedAt: at,
        status: event.status,
        affected: event.affected ?? incident.affected,
        customersPercent: event.customersPercent ?? incident.customersPercent,
        etaOfResolution: event.etaOfResolution ?? incident.etaOfResolution,
        latestUpdate: event.text ? { at, by: event.by, text: event.text } : incident.latestUpdate,
      };
    case "severity-changed":
      return withParts({ ...withPerson(next, event.by), severity: event.to, terms: event.terms }, event.parts, at);
    case "role-assigned": {
      const holding = { ...withPerson(next, event.person), roles: { ...incident.roles, [event.role]: event.person } };
      if (event.role !== "lead") return holding;
      // To be given the lead is not yet to look into it; to take it is.
      const answered = event.person === event.by ? acknowledgedBy(holding, event.by, at) : holding;
      return settled(answered, "lead", ...(answered.acknowledged ? (["acknowledge"] as const) : []));
    }
    case "role-left":
    case "timeline-entry-added":
    case "person-joined":
    case "lead-away":
    case "message-noticed":
    case "message-recorded":
    case "message-dropped":
    case "timeline-requested":
    case "incident-merged":
    case "duplicate-recorded":
      return evolveStory(next, event, at);
    case "incident-resolved":
      return {
        ...settled(withPerson(next, event.by), "update", "lead", "acknowledge"),
        status: "resolved",
        resolvedAt: at,
        resolution: event.text,
        latestUpdate: { at, by: event.by, text: event.text },
      };
    case "incident-reopened":
      return reopened(next, event, at);
    case "change-recorded":
      return event.change.by === undefined ? next : withPerson(next, event.change.by);
    case "incident-acknowledged":
      return settled(acknowledgedBy(withPerson(next, event.by), event.by, at), "acknowledge");
    case "clock-struck":
      return struck(next, recorded, event);
    case "reminder-snoozed": {
      const progress = { ...incident.clocks.update, stage: 0, snoozedUntil: event.until };
      return { ...withPerson(next, event.by), clocks: { ...incident.clocks, update: progress } };
    }
    case "resolution-confirmed":
      return { ...settled(withPerson(next, event.by), "watch"), confirmed: { at, by: event.by } };
    case "post-mortem-recorded":
      return {
        ...settled(withPerson(next, event.by), "post-mortem"),
        postMortem: { at, by: event.by, link: event.link },
      };
    case "channel-opened":
    case "part-done":
    case "part-waiting":
    case "part-failed":
    case "part-retried":
      return evolveParts(next, event, at);
  }
}

type Declared = Happened<"incident-declared">;

function declared({ at, version }: RecordedEvent, event: Declared): Incident {
  return {
    id: event.id,
    number: event.number,
    version,
    title: event.title,
    service: event.service,
    severity: event.severity,
    status: "investigating",
    isDrill: event.isDrill,
    isPrivate: event.isPrivate,
    declaredBy: event.by,
    declaredAt: at,
    roles: {},
    people: [event.by],
    terms: event.terms,
    clocks: {},
    reached: [],
    reopenedCount: 0,
    parts: allPending(event.parts, at),
    place: event.place,
  };
}

function reopened(next: Incident, event: Happened<"incident-reopened">, at: Instant): Incident {
  return {
    ...withParts(settled(withPerson(next, event.by), "watch", "post-mortem"), event.parts, at),
    terms: event.terms,
    acknowledged: undefined,
    reached: [],
    outageSince: undefined,
    updatedAt: undefined,
    confirmed: undefined,
    mergedInto: undefined,
    postMortem: undefined,
    status: "investigating",
    resolvedAt: undefined,
    resolution: undefined,
    etaOfResolution: undefined,
    reopenedCount: next.reopenedCount + 1,
    latestUpdate: { at, by: event.by, text: event.reason },
  };
}

type Happened<K extends RecordedEvent["event"]["kind"]> = Extract<RecordedEvent["event"], { kind: K }>;

type PartEvent = Happened<"channel-opened" | "part-done" | "part-waiting" | "part-failed" | "part-retried">;

function evolveParts(next: Incident, event: PartEvent, at: Instant): Incident {
  switch (event.kind) {
    case "channel-opened":
      return withPart({ ...next, channel: event.channel }, "channel", { kind: "done" });
    case "part-done":
      return withPart(next, event.part, { kind: "done" });
    case "part-waiting":
      return withPart(next, event.part, { kind: "pending", since: at, reason: event.reason });
    case "part-failed":
      return withPart(next, event.part, { kind: "failed", reason: event.reason, remedy: event.remedy });
    case "part-retried":
      return withPart(next, event.part, { kind: "pending", since: at });
  }
}

const allPending = (parts: readonly Part[], since: Instant): Incident["parts"] =>
  Object.fromEntries(parts.map((part) => [part, { kind: "pending", since } satisfies PartState]));

const withParts = (incident: Incident, parts: readonly Part[], since: Instant): Incident => ({
  ...incident,
  parts: { ...incident.parts, ...allPending(parts, since) },
});

const withPart = (incident: Incident, part: Part, state: PartState): Incident => ({
  ...incident,
  parts: { ...incident.parts, [part]: state },
});
