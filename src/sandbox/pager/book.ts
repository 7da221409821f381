import type { Actor, HeldIncident, PagerDirectory, PagerEvent, PagerPolicy, PagerService } from "./types.ts";

export interface NewIncident {
  readonly key: string;
  readonly title: string;
  readonly details: string;
  readonly service: PagerService;
  readonly urgency: "high" | "low";
  /** Instead of the service's own. */
  readonly policy?: PagerPolicy | undefined;
  /** People named instead of a policy. */
  readonly assignees?: readonly string[] | undefined;
}

/** The incidents of the local pager. Everything that happens to one is told to `onEvent`. */
export interface IncidentBook {
  all(): readonly HeldIncident[];
  find(id: string): HeldIncident | undefined;
  /** The one with this key that is not resolved. */
  findOpen(key: string, serviceId?: string): HeldIncident | undefined;
  open(details: NewIncident, by: Actor): HeldIncident;
  /** An acknowledged incident stays as it is, a resolved one for good. */
  acknowledge(id: string, by: Actor): HeldIncident | undefined;
  resolve(id: string, by: Actor): HeldIncident | undefined;
  /** The next level of its policy is called; the last one stays. */
  escalate(id: string, by: Actor): HeldIncident | undefined;
  annotate(id: string, by: Actor, text: string): HeldIncident | undefined;
  addResponders(id: string, by: Actor, userIds: readonly string[], message: string): HeldIncident | undefined;
}

export function createIncidentBook(
  directory: PagerDirectory,
  now: () => number,
  onEvent: (event: PagerEvent) => void,
): IncidentBook {
  const incidents = new Map<string, HeldIncident>();
  let count = 0;
  const at = () => new Date(now()).toISOString();
  const save = (incident: HeldIncident): HeldIncident => {
    incidents.set(incident.id, incident);
    return incident;
  };
  const change = (
    id: string,
    to: (held: HeldIncident) => HeldIncident | undefined,
    tell: (held: HeldIncident) => PagerEvent[],
  ) => {
    const held = incidents.get(id);
    const changed = held && to(held);
    if (!changed) return held;
    for (const event of tell(save(changed))) onEvent(event);
    return changed;
  };
  return {
    all: () => [...incidents.values()],
    find: (id) => incidents.get(id),
    findOpen: (key, serviceId) =>
      [...incidents.values()].find(
        (one) =>
          one.key === key && one.status !== "resolved" && (serviceId === undefined || one.service.id === serviceId),
      ),
    open(details, by) {
      count += 1;
      const incident = save(newIncident(details, directory, count, at()));
      onEvent({ kind: "triggered", by, incident });
      return incident;
    },
    acknowledge: (id, by) =>
      change(
        id,
        (held) =>
          held.status === "triggered"
            ? { ...held, status: "acknowledged", acknowledgedBy: [...held.acknowledgedBy, { id: by.id, at: at() }] }
            : undefined,
        (incident) => [{ kind: "acknowledged", by, incident }],
      ),
    resolve: (id, by) =>
      change(
        id,
        (held) => (held.status === "resolved" ? undefined : { ...held, status: "resolved" }),
        (incident) => [{ kind: "resolved", by, incident }],
      ),
    escalate: (id, by) => change(id, nextLevel, (incident) => [{ kind: "escalated", by, incident }]),
    annotate(id, by, text) {
      count += 1;
      const note = { id: `PNOTE${count}`, by: by.id, text, at: at() };
      return change(
        id,
        (held) => ({ ...held, notes: [...held.notes, note] }),
        (incident) => [{ kind: "annotated", by, incident, note }],
      );
    },
    addResponders: (id, by, userIds, message) =>
      change(
        id,
        (held) =>
          held.status === "resolved"
            ? undefined
            : { ...held, responders: [...new Set([...held.responders, ...userIds])] },
        (incident) => userIds.map((userId) => ({ kind: "responder.added", by, incident, userId, message })),
      ),
  };
}

function newIncident(
  details: NewIncident,
  { policies }: PagerDirectory,
  number: number,
  createdAt: string,
): HeldIncident {
  const { key, title, service, urgency, assignees } = details;
  const policy = details.policy ?? policies.find(({ id }) => id === service.policyId);
  if (!policy) throw new Error(`The service ${service.id} names the policy ${service.policyId}, which does not exist`);
  const id = `PINC${String(number).padStart(4, "0")}`;
  const called = assignees ? { level: 0, assignees } : { level: 1, assignees: policy.levels[0] ?? [] };
  const nothingYet = { status: "triggered", acknowledgedBy: [], notes: [], responders: [] } as const;
  return {
    id,
    number,
    key,
    title,
    details: details.details,
    service,
    policy,
    urgency,
    createdAt,
    ...called,
    ...nothingYet,
  };
}

function nextLevel(held: HeldIncident): HeldIncident | undefined {
  const people = held.policy.levels[held.level];
  if (held.status === "resolved" || !people) return undefined;
  return { ...held, status: "triggered", level: held.level + 1, assignees: people };
}
