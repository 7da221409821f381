import type { Catalog } from "../catalog/types.ts";
import type { Handle } from "../handle.ts";
import type { IncidentCommand } from "../incident/command.ts";
import type { PersonId } from "../incident/incident.ts";
import { incidentOfPageKey } from "../incident/page-key.ts";
import { pagerPerson } from "../incident/pager-person.ts";
import { listOpenIncidents } from "../store/list-incidents.ts";
import { oweEffects } from "../store/owe-effects.ts";
import { findPagerIncident, rememberPagerIncident } from "../store/pager-incidents.ts";
import { findPersonOfPager } from "../store/pager-people.ts";
import type { Log, Pool } from "../store/pool.ts";
import { isFresh, isOwnEcho } from "./pagerduty-freshness.ts";
import type { PagerDutyWebhook, WebhookIncident } from "./pagerduty-webhook.ts";

export interface TakeParts {
  readonly handle: Handle;
  readonly pool: Pool;
  readonly catalog: () => Catalog;
  /** Who our own acts are done as in PagerDuty, where that is known. */
  readonly ownAgentId: () => string | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: Log;
}

type About = Extract<PagerDutyWebhook, { readonly incident: WebhookIncident }>;

/** Does here what has happened in PagerDuty. What is old, our own, of no use, or about nothing of ours changes nothing. */
export async function takePagerDutyWebhook(webhook: PagerDutyWebhook, parts: TakeParts): Promise<void> {
  const { kind, eventId } = webhook;
  if (!isFresh(webhook, parts.now()))
    return parts.log.warn({ kind, eventId }, "an old webhook of PagerDuty is ignored");
  if (kind === "ping" || kind === "unsupported" || isOwnEcho(webhook, parts.ownAgentId())) return;
  const ours = await find(webhook.incident, parts.pool);
  if (!ours) return kind === "triggered" ? offerToDeclare(webhook.incident, parts) : undefined;
  // Notes name their incident by its id alone.
  if (webhook.incident.key) await rememberPagerIncident(parts.pool, { pagerId: webhook.incident.id, ...ours });
  const command = await commandFor(webhook, ours, parts);
  // The same event comes again until it was answered in time.
  if (command) await parts.handle(command, { key: `pagerduty:${eventId}` });
}

interface Ours {
  readonly incident: string;
  readonly dedupKey: string;
}

async function find({ id, key }: WebhookIncident, pool: Pool): Promise<Ours | undefined> {
  const incident = key === undefined ? undefined : incidentOfPageKey(key);
  if (key !== undefined && incident !== undefined) return { incident, dedupKey: key };
  return findPagerIncident(pool, id);
}

async function commandFor(
  webhook: About,
  { incident, dedupKey }: Ours,
  { pool }: TakeParts,
): Promise<IncidentCommand | undefined> {
  switch (webhook.kind) {
    case "acknowledged":
      return isByPerson(webhook)
        ? { kind: "record-page-acknowledged", incident, dedupKey, by: await whoDid(webhook, pool) }
        : undefined;
    case "resolved":
      // What was merged is called resolved there, though nothing is.
      return isByPerson(webhook) && !webhook.incident.mergedInto
        ? { kind: "record-page-resolved", incident, dedupKey, by: await whoDid(webhook, pool) }
        : undefined;
    case "triggered":
    case "escalated":
    case "reassigned":
    case "delegated": {
      const { id: pagerId, url } = webhook.incident;
      const people = webhook.assignees.map(({ name }) => name);
      return { kind: "record-page-found", incident, dedupKey, pagerId, url, people, isLookedUp: false };
    }
    case "annotated": {
      const by = await whoDid(webhook, pool);
      return { kind: "add-timeline-entry", incident, by, text: `${webhook.note} (a note in PagerDuty)` };
    }
    case "unacknowledged":
    case "reopened":
    case "priority_updated":
    case "status-update":
    case "responder-added":
    case "responder-replied":
      return undefined;
  }
}

/** A service acting by itself is what our own events look like there. */
const isByPerson = ({ agent }: About): boolean => agent === undefined || agent.isPerson;

async function whoDid({ agent }: About, pool: Pool): Promise<PersonId> {
  const known = agent && (await findPersonOfPager(pool, agent.id));
  return known ?? pagerPerson(agent?.name ?? "PagerDuty");
}

/** An incident of PagerDuty's own, of a service where nothing is declared: its channel is asked. */
async function offerToDeclare(
  { id, title, url, serviceId }: WebhookIncident,
  { pool, catalog }: TakeParts,
): Promise<void> {
  const service = catalog().services.find(
    ({ pager }) => pager.serviceId !== undefined && pager.serviceId === serviceId,
  );
  if (!service) return;
  const open = await listOpenIncidents(pool, { viewer: "", service: service.key, limit: 1 });
  if (open.length > 0) return;
  const effect = { kind: "offer-declare", service: service.key, title, url, pagerId: id } as const;
  await oweEffects(pool, [{ incident: "", effect, key: `offer-declare:${id}`, priority: 30, delayMs: 0 }]);
}
