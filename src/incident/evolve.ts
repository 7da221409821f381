import type { RecordedEvent } from "./event.ts";
import type { Incident, Part, PartState, PersonId } from "./incident.ts";

/** Folds one event into the state. The first event of an incident is its declaration; anything else first is a bug. */
export function evolve(incident: Incident | undefined, recorded: RecordedEvent): Incident {
  const { event, at, version } = recorded;
  if (event.kind === "incident-declared") return declared(recorded, event);
  if (!incident) throw new Error(`the first event of an incident is its declaration, not ${event.kind}`);
  const next = { ...incident, version };
  switch (event.kind) {
    case "update-posted":
      return {
        ...withPerson(next, event.by),
        status: event.status,
        affected: event.affected ?? incident.affected,
        customersPercent: event.customersPercent ?? incident.customersPercent,
        etaOfResolution: event.etaOfResolution ?? incident.etaOfResolution,
        latestUpdate: event.text ? { at, by: event.by, text: event.text } : incident.latestUpdate,
      };
    case "severity-changed":
      return { ...withPerson(next, event.by), severity: event.to };
    case "role-assigned":
      return { ...withPerson(next, event.person), roles: { ...incident.roles, [event.role]: event.person } };
    case "timeline-entry-added":
      return withPerson(next, event.by);
    case "incident-resolved":
      return {
        ...withPerson(next, event.by),
        status: "resolved",
        resolvedAt: at,
        resolution: event.text,
        latestUpdate: { at, by: event.by, text: event.text },
      };
    case "incident-reopened":
      return {
        ...withPerson(next, event.by),
        status: "investigating",
        resolvedAt: undefined,
        resolution: undefined,
        etaOfResolution: undefined,
        reopenedCount: incident.reopenedCount + 1,
        latestUpdate: { at, by: event.by, text: event.reason },
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
    reopenedCount: 0,
    parts: Object.fromEntries(event.parts.map((part) => [part, { kind: "pending", since: at } satisfies PartState])),
  };
}

const withPart = (incident: Incident, part: Part, state: PartState): Incident => ({
  ...incident,
  parts: { ...incident.parts, [part]: state },
});

const withPerson = (incident: Incident, person: PersonId): Incident =>
  incident.people.includes(person) ? incident : { ...incident, people: [...incident.people, person] };
