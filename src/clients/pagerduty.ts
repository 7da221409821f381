import { Fault } from "./fault.ts";
import type {
  OnCallOf,
  Page,
  PageReceipt,
  PageReference,
  Pager,
  PagerCheck,
  PagerIncident,
  PagerPerson,
} from "./pager.ts";
import { createPagerDutyDoor, type PagerDutyDoor } from "./pagerduty-door.ts";
import {
  type Callee,
  changedIncident,
  followUpEvent,
  newIncident,
  responderRequest,
  triggerEvent,
} from "./pagerduty-requests.ts";
import {
  anyAnswer,
  eventAnswer,
  incidentAnswer,
  incidentsAnswer,
  levelsOf,
  onCallsAnswer,
  serviceAnswer,
  usersAnswer,
} from "./pagerduty-shapes.ts";

export interface PagerDutyOptions {
  /** A REST API key. Appears in no message and no log. */
  readonly token: string;
  /** E-mail address of the PagerDuty user our acts are done as. */
  readonly from: string;
  /** `https://api.pagerduty.com`; in the EU `https://api.eu.pagerduty.com`. */
  readonly apiUrl: string;
  /** `https://events.pagerduty.com`; in the EU `https://events.eu.pagerduty.com`. */
  readonly eventsUrl: string;
  readonly log: { debug(details: object, message: string): void };
  /** How long an answer is waited for. */
  readonly timeoutMs?: number;
  /** How long a host is left alone after five failures in a row. */
  readonly restMs?: number;
}

/** PagerDuty behind the words of a pager. Requests are sent once: trying again is the performer's business. */
export function createPagerDuty(options: PagerDutyOptions): Pager {
  const { token, from, log, timeoutMs = 8_000, restMs = 10_000 } = options;
  // PagerDuty's published limits: 960 a minute for a key, about 120 a minute for an integration.
  const rest = createPagerDutyDoor({ baseUrl: options.apiUrl, token, perMinute: 960, timeoutMs, restMs, log });
  const events = createPagerDutyDoor({ baseUrl: options.eventsUrl, token: "", perMinute: 120, timeoutMs, restMs, log });
  const findUserByEmail = (email: string) => userByEmail(rest, email);
  const change = (page: PageReference, to: Change) => changePage(rest, events, from, page, to);
  return {
    async trigger(page) {
      const { routingKey } = page.to;
      if (routingKey === undefined) return createIncident(rest, from, page, { kind: "service" });
      await sendEvent(events, routingKey, triggerEvent(page, routingKey));
      return { through: "events", wasAlreadyOpen: false };
    },
    callPerson: (page, id) => createIncident(rest, from, page, { kind: "person", id }),
    callPolicy: (page, id) => createIncident(rest, from, page, { kind: "policy", id }),
    async requestResponders(request) {
      const requester = await findUserByEmail(from);
      if (!requester) throw unknownRequester();
      const body = responderRequest(request, requester.id);
      const path = `/incidents/${encodeURIComponent(request.incidentId)}/responder_requests`;
      await rest.send({ method: "POST", path, from, body, answer: anyAnswer });
    },
    acknowledge: (page) => change(page, { action: "acknowledge", status: "acknowledged" }),
    resolve: (page) => change(page, { action: "resolve", status: "resolved" }),
    findIncident: (dedupKey) => openIncident(rest, dedupKey),
    onCall: (of) => onCall(rest, of),
    findUserByEmail,
    check: () => check(findUserByEmail, from),
  };
}

async function sendEvent(events: PagerDutyDoor, key: string, body: object): Promise<void> {
  await events.send({ method: "POST", path: "/v2/enqueue", key, body, answer: eventAnswer });
}

async function createIncident(rest: PagerDutyDoor, from: string, page: Page, callee: Callee): Promise<PageReceipt> {
  const { serviceId, service } = page.to;
  if (serviceId === undefined) throw noServiceId(service);
  const body = newIncident(page, serviceId, callee);
  try {
    const { incident } = await rest.send({ method: "POST", path: "/incidents", from, body, answer: incidentAnswer });
    return { through: "incident", incidentId: incident.id, url: incident.url, wasAlreadyOpen: false };
  } catch (error) {
    if (!isAnswered(error, "already-open")) throw error;
    const open = await openIncident(rest, page.dedupKey);
    if (!open) throw closedMeanwhile();
    return { through: "incident", incidentId: open.id, url: open.url, wasAlreadyOpen: true };
  }
}

async function openIncident(rest: PagerDutyDoor, dedupKey: string): Promise<PagerIncident | undefined> {
  const query = { incident_key: dedupKey, "statuses[]": ["triggered", "acknowledged"], date_range: "all" };
  const { incidents } = await rest.send({ method: "GET", path: "/incidents", query, answer: incidentsAnswer });
  return incidents[0];
}

interface Change {
  readonly action: "acknowledge" | "resolve";
  readonly status: "acknowledged" | "resolved";
}

/** Events know an alert by its key; an incident created by REST has no alert and is changed by its id. */
async function changePage(
  rest: PagerDutyDoor,
  events: PagerDutyDoor,
  from: string,
  page: PageReference,
  { action, status }: Change,
): Promise<void> {
  const { routingKey } = page.to;
  if (routingKey !== undefined && page.incidentId === undefined) {
    return sendEvent(events, routingKey, followUpEvent(page, routingKey, action));
  }
  const id = page.incidentId ?? (await openIncident(rest, page.dedupKey))?.id;
  if (id === undefined) return;
  const path = `/incidents/${encodeURIComponent(id)}`;
  try {
    await rest.send({ method: "PUT", path, from, body: changedIncident(status), answer: incidentAnswer });
  } catch (error) {
    if (!isAnswered(error, "already-resolved", "already-acknowledged")) throw error;
  }
}

/** The policy of a service is looked up first; a page holds 100 entries. */
async function onCall(rest: PagerDutyDoor, of: OnCallOf) {
  const policyId = of.kind === "policy" ? of.policyId : await policyOf(rest, of.serviceId);
  const calls = [];
  for (let offset = 0; ; offset += 100) {
    const query = {
      "escalation_policy_ids[]": [policyId],
      "include[]": ["users"],
      earliest: "true",
      limit: "100",
      offset: String(offset),
    };
    const page = await rest.send({ method: "GET", path: "/oncalls", query, answer: onCallsAnswer });
    calls.push(...page.oncalls);
    if (!page.more) return levelsOf(calls);
  }
}

async function policyOf(rest: PagerDutyDoor, serviceId: string): Promise<string> {
  const path = `/services/${encodeURIComponent(serviceId)}`;
  const { service } = await rest.send({ method: "GET", path, answer: serviceAnswer });
  return service.escalation_policy.id;
}

/** The query also finds similar names and addresses; only the very address is the person. */
async function userByEmail(rest: PagerDutyDoor, email: string): Promise<PagerPerson | undefined> {
  const query = { query: email, limit: "100" };
  const { users } = await rest.send({ method: "GET", path: "/users", query, answer: usersAnswer });
  return users.find((user) => user.email?.toLowerCase() === email.toLowerCase());
}

async function check(findUserByEmail: Pager["findUserByEmail"], from: string): Promise<PagerCheck> {
  try {
    const agent = await findUserByEmail(from);
    if (agent) return { kind: "ready", agent };
    const { message, advice = "" } = unknownRequester();
    return { kind: "not-ready", reason: message, advice };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return {
      kind: "not-ready",
      reason: error.message,
      advice: error.advice ?? "It is tried again when a page is due.",
    };
  }
}

function isAnswered(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Fault && codes.includes(error.code);
}

function unknownRequester(): Fault {
  return new Fault("PagerDuty does not know PAGERDUTY_FROM", {
    service: "pagerduty",
    code: "unknown-requester",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Put the e-mail address of a PagerDuty user there who may create incidents.",
  });
}

/** Refused as open a moment ago, and not open now: the next try decides. */
function closedMeanwhile(): Fault {
  return new Fault("The page was being closed", {
    service: "pagerduty",
    code: "closed-meanwhile",
    retry: { kind: "backoff" },
    outcome: "not-done",
  });
}

function noServiceId(service: string): Fault {
  return new Fault(`${service} names no PagerDuty service`, {
    service: "pagerduty",
    code: "no-service-id",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Add pager.serviceId to the service's file: PagerDuty shows it at the end of the service's address.",
  });
}
