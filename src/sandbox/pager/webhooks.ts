import { createHmac, randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { PagerEvent } from "./types.ts";
import type { Views } from "./views.ts";

export interface Subscription {
  readonly url: string;
  /** More than one while a secret is being changed: each makes a signature. */
  readonly secrets: readonly string[];
}

/** One webhook, and how its last attempt was answered: 0 when it was not. */
export interface PagerDelivery {
  readonly eventId: string;
  readonly eventType: string;
  readonly attempts: number;
  readonly status: number;
}

export interface Webhooks {
  subscribe(to: Subscription): void;
  tell(event: PagerEvent): void;
  /** What "send test event" on a subscription's page does. */
  ping(): void;
  readonly deliveries: readonly PagerDelivery[];
  stop(): Promise<void>;
}

// PagerDuty goes on for 48 hours; a sandbox does not live that long.
const waitsMs = [500, 1000, 2000, 4000];
const answerWithinMs = 5000;

/** Webhooks v3: signed, one after the other, tried again as PagerDuty does. `onDelivery` is told of each that is over. */
export function createWebhooks(views: Views, now: () => number, onDelivery: () => void): Webhooks {
  const deliveries: PagerDelivery[] = [];
  const stopped = new AbortController();
  let subscription: Subscription | undefined;
  let queue = Promise.resolve();
  const send = (eventType: string, agent: object | null, data: object): void => {
    const to = subscription;
    if (!to) return;
    const id = randomUUID();
    const resourceType = eventType.split(".")[0];
    const occurredAt = new Date(now()).toISOString();
    const event = {
      id,
      event_type: eventType,
      resource_type: resourceType,
      occurred_at: occurredAt,
      agent,
      client: null,
      data,
    };
    queue = queue.then(async () => {
      deliveries.push({
        eventId: id,
        eventType,
        ...(await deliver(to, JSON.stringify({ event }), id, stopped.signal)),
      });
      onDelivery();
    });
  };
  return {
    deliveries,
    subscribe(to) {
      subscription = to;
    },
    tell: (event) => send(`incident.${event.kind}`, agentOf(event, views), dataOf(event, views)),
    ping: () => send("pagey.ping", null, { message: "Hello from your friend Pagey!", type: "ping" }),
    async stop() {
      stopped.abort();
      await queue;
    },
  };
}

async function deliver(to: Subscription, body: string, id: string, stopped: AbortSignal) {
  for (let attempts = 1; ; attempts += 1) {
    const status = stopped.aborted ? 0 : await post(to, body, id, stopped);
    const waitMs = waitsMs[attempts - 1];
    const isOver = (status >= 200 && status <= 299) || (status >= 400 && status <= 499 && status !== 429);
    if (isOver || stopped.aborted || waitMs === undefined) return { attempts, status };
    await pause(waitMs, undefined, { signal: stopped }).catch(() => undefined);
  }
}

async function post({ url, secrets }: Subscription, body: string, id: string, stopped: AbortSignal): Promise<number> {
  const signatures = secrets.map((secret) => `v1=${createHmac("sha256", secret).update(body).digest("hex")}`);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "x-pagerduty-signature": signatures.join(","),
        "x-webhook-id": id,
      },
      body,
      signal: AbortSignal.any([AbortSignal.timeout(answerWithinMs), stopped]),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

function agentOf({ by, incident }: PagerEvent, views: Views): object {
  return by.kind === "user" ? views.userReference(by.id) : views.serviceReference(incident.service);
}

function dataOf(event: PagerEvent, views: Views): object {
  const incident = views.incidentReference(event.incident);
  switch (event.kind) {
    case "annotated":
      return { type: "incident_note", incident, id: event.note.id, content: event.note.text, trimmed: false };
    case "responder.added": {
      const user = views.userReference(event.userId);
      return {
        type: "incident_responder",
        incident,
        user,
        escalation_policy: null,
        message: event.message,
        state: "pending",
      };
    }
    default: {
      const {
        incident_number: number,
        assignments: _,
        ...whole
      } = Object.fromEntries(Object.entries(views.incident(event.incident)));
      return { ...whole, number, assignees: event.incident.assignees.map(views.userReference), resolve_reason: null };
    }
  }
}
