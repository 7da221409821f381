import type { RecordedEvent } from "./event.ts";
import { acknowledgedBy, settled, struck } from "./evolve-clocks.ts";
import type { Incident, Instant, Part, PartState, PersonId } from "./incident.ts";

/** Folds one event into the state. The first event of an incident is its declaration; anything else first is a bug. */
export function evolve(incident: Incident | undefined, recorded: RecordedEvent): Incident {
  const { event, at, version } = recorded;
  if (event.kind === "incident-declared") return declared(recorded, event);
  if (!incident) throw new Error(`the first event of an incident is its declaration, not ${event.kind}`);
  const next = { ...incident, version };
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
    case "timeline-entry-added":
      return withPerson(next, event.by);
    case "incident-resolved":
      return {
        ...settled(withPerson(next, event.by), "update", "lead", "acknowledge"),
        status: "resolved",
        resolvedAt: at,
        resolution: event.text,
        latestUpdate: { at, by: event.by, text: event.text },
      };
    case "incident-reopened":
      return {
        ...withParts(settled(withPerson(next, event.by), "watch", "post-mortem"), event.parts, at),
        terms: event.terms,
        acknowledged: undefined,
        reached: [],
        outageSince: undefined,
        updatedAt: undefined,
        confirmed: undefined,
        postMortem: undefined,
        status: "investigating",
        resolvedAt: undefined,
        resolution: undefined,
        etaOfResolution: undefined,
        reopenedCount: incident.reopenedCount + 1,
        latestUpdate: { at, by: event.by, text: event.reason },
      };
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

type Declared = Extract<RecordedEvent["event"], { kind: "incident-declared" }>;

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
  };
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

const withPerson = (incident: Incident, person: PersonId): Incident =>
  incident.people.includes(person) ? incident : { ...incident, people: [...incident.people, person] };
