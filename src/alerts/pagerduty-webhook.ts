import { z } from "zod";

/** Who did it. A service acting by itself, or nobody known, has no id of a person. */
export interface WebhookAgent {
  readonly id: string;
  readonly name: string;
  readonly isPerson: boolean;
}

export interface WebhookFacts {
  /** The same through all attempts to deliver it. */
  readonly eventId: string;
  /** ISO 8601. */
  readonly occurredAt: string;
  readonly agent?: WebhookAgent | undefined;
}

/** PagerDuty's incident, of which ours may be known by `key`. */
export interface WebhookIncident {
  readonly id: string;
  /** The dedup key it was opened with; absent from notes and responders, which name their incident by id alone. */
  readonly key?: string | undefined;
  readonly title: string;
  readonly url?: string | undefined;
  readonly serviceId?: string | undefined;
  readonly urgency?: string | undefined;
  readonly priority?: string | undefined;
  /** The incident it was merged into: PagerDuty calls that resolved, though nothing is. */
  readonly mergedInto?: string | undefined;
}

export const incidentChanges = [
  "triggered",
  "acknowledged",
  "unacknowledged",
  "resolved",
  "reopened",
  "escalated",
  "reassigned",
  "delegated",
  "priority_updated",
] as const;
export type IncidentChange = (typeof incidentChanges)[number];

export type PagerDutyWebhook = WebhookFacts &
  (
    | { readonly kind: IncidentChange; readonly incident: WebhookIncident; readonly assignees: readonly WebhookAgent[] }
    | { readonly kind: "annotated"; readonly incident: WebhookIncident; readonly note: string }
    | { readonly kind: "status-update"; readonly incident: WebhookIncident; readonly message: string }
    | {
        readonly kind: "responder-added" | "responder-replied";
        readonly incident: WebhookIncident;
        readonly responder?: WebhookAgent | undefined;
        /** `pending`, `joined`, `declined`. */
        readonly state: string;
        readonly message: string;
      }
    | { readonly kind: "ping" }
    /** Authentic, but of no use to us, or in a shape we do not know. */
    | { readonly kind: "unsupported"; readonly eventType: string }
  );

export type WebhookReading =
  | { readonly kind: "webhook"; readonly webhook: PagerDutyWebhook }
  /** Not a webhook at all. */
  | { readonly kind: "unreadable"; readonly reason: string };

/** Reads the body of a v3 webhook whose signature has been verified. */
export function readPagerDutyWebhook(body: Buffer): WebhookReading {
  let json: unknown;
  try {
    json = JSON.parse(body.toString("utf8"));
  } catch {
    return { kind: "unreadable", reason: "the body is not JSON" };
  }
  const envelope = webhook.safeParse(json);
  if (!envelope.success) return { kind: "unreadable", reason: z.prettifyError(envelope.error) };
  const { id, event_type, occurred_at, agent, data } = envelope.data.event;
  const facts: WebhookFacts = { eventId: id, occurredAt: occurred_at, agent: agent ?? undefined };
  return { kind: "webhook", webhook: read(facts, event_type, data) };
}

const reference = z.object({ id: z.string(), summary: z.string().nullish(), type: z.string().nullish() });
const agent = reference.transform(
  ({ id, summary, type }): WebhookAgent => ({ id, name: summary ?? id, isPerson: type?.startsWith("user") ?? false }),
);

const webhook = z.object({
  event: z.object({
    id: z.string().min(1),
    event_type: z.string(),
    occurred_at: z.string().refine((text) => !Number.isNaN(Date.parse(text)), { error: "is not a date" }),
    agent: agent.nullish(),
    data: z.unknown(),
  }),
});

const wholeIncident = z
  .object({
    id: z.string(),
    incident_key: z.string().nullish(),
    title: z.string().nullish(),
    html_url: z.string().nullish(),
    service: reference.nullish(),
    urgency: z.string().nullish(),
    priority: reference.nullish(),
    assignees: z.array(agent).nullish(),
    resolve_reason: z.object({ type: z.string().nullish(), incident: reference.nullish() }).nullish(),
  })
  .transform((it) => ({
    assignees: it.assignees ?? [],
    incident: {
      id: it.id,
      key: it.incident_key ?? undefined,
      title: it.title ?? it.id,
      url: it.html_url ?? undefined,
      serviceId: it.service?.id,
      urgency: it.urgency ?? undefined,
      priority: it.priority?.summary ?? undefined,
      mergedInto: it.resolve_reason?.incident?.id,
    } satisfies WebhookIncident,
  }));

const incidentReference = reference
  .extend({ html_url: z.string().nullish() })
  .transform((it): WebhookIncident => ({ id: it.id, title: it.summary ?? it.id, url: it.html_url ?? undefined }));

const note = z.object({ incident: incidentReference, content: z.string() });
const statusUpdate = z.object({ incident: incidentReference, message: z.string() });
const responder = z.object({
  incident: incidentReference,
  user: agent.nullish(),
  escalation_policy: agent.nullish(),
  state: z.string().nullish(),
  message: z.string().nullish(),
});

function read(facts: WebhookFacts, eventType: string, data: unknown): PagerDutyWebhook {
  const unsupported: PagerDutyWebhook = { ...facts, kind: "unsupported", eventType };
  const change = incidentChanges.find((one) => eventType === `incident.${one}`);
  if (change !== undefined) {
    const read = wholeIncident.safeParse(data);
    return read.success ? { ...facts, kind: change, ...read.data } : unsupported;
  }
  switch (eventType) {
    case "pagey.ping":
      return { ...facts, kind: "ping" };
    case "incident.annotated": {
      const read = note.safeParse(data);
      return read.success
        ? { ...facts, kind: "annotated", incident: read.data.incident, note: read.data.content }
        : unsupported;
    }
    case "incident.status_update_published": {
      const read = statusUpdate.safeParse(data);
      return read.success ? { ...facts, kind: "status-update", ...read.data } : unsupported;
    }
    case "incident.responder.added":
    case "incident.responder.replied":
      return readResponder(facts, eventType, data) ?? unsupported;
    default:
      return unsupported;
  }
}

function readResponder(facts: WebhookFacts, eventType: string, data: unknown): PagerDutyWebhook | undefined {
  const read = responder.safeParse(data);
  if (!read.success) return undefined;
  const { incident, user, escalation_policy, state, message } = read.data;
  const kind = eventType.endsWith("added") ? "responder-added" : "responder-replied";
  const who = user ?? escalation_policy ?? undefined;
  return { ...facts, kind, incident, responder: who, state: state ?? "pending", message: message ?? "" };
}
