import { setTimeout as pause } from "node:timers/promises";
import { createIncidentBook } from "./book.ts";
import { defaultDirectory } from "./directory.ts";
import { takeEvent } from "./events-api.ts";
import { createMinuteLimit } from "./limits.ts";
import { limited, type Manner, spoil } from "./moods.ts";
import { createPanel, type Panel } from "./panel.ts";
import { takeRestRequest } from "./rest-api.ts";
import { createIncidentRequests } from "./rest-incidents.ts";
import { type PagerRequest, startPagerServer } from "./server.ts";
import type { HeldIncident, Mood, PagerCall, PagerDirectory, PagerUser } from "./types.ts";
import { createViews } from "./views.ts";
import { createWaiting, type Waiting } from "./waiting.ts";
import { createWebhooks, type PagerDelivery, type Subscription } from "./webhooks.ts";

export interface PagerOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly token?: string;
  readonly directory?: PagerDirectory;
  readonly webhook?: Subscription;
  /** PagerDuty's are 960 and 120; without them nothing is counted. */
  readonly restPerMinute?: number;
  readonly eventsPerMinute?: number;
  /** How much longer everything takes in the mood "slow". */
  readonly slowMs?: number;
  readonly now?: () => number;
}

/** A PagerDuty of one's own, on this machine alone: nobody's phone can ring. */
export interface LocalPager {
  readonly apiUrl: string;
  readonly eventsUrl: string;
  readonly token: string;
  readonly directory: PagerDirectory;
  /** Every request of the bot, in the order of their answers. */
  readonly calls: readonly PagerCall[];
  readonly deliveries: readonly PagerDelivery[];
  readonly panel: Panel;
  incidents(): readonly HeldIncident[];
  /** Whose phone rings now, and for what. */
  ringing(): readonly { readonly person: PagerUser; readonly incident: HeldIncident }[];
  /** From now on webhooks go there. */
  subscribe(to: Subscription): void;
  acknowledge(incidentId: string, personId: string): void;
  resolve(incidentId: string, personId: string): void;
  escalate(incidentId: string, personId: string): void;
  annotate(incidentId: string, personId: string, text: string): void;
  ping(): void;
  be(mood: Mood): void;
  /** Resolves with the first value `find` gives, at once or after something happened here; rejects after `timeoutMs`. */
  waitFor: Waiting["waitFor"];
  stop(): Promise<void>;
}

export async function createPager(options: PagerOptions = {}): Promise<LocalPager> {
  const { now = Date.now, token = "sandbox-pager-token", directory = defaultDirectory() } = options;
  let mood: Mood = "well";
  const calls: PagerCall[] = [];
  const waiting = createWaiting();
  const stopped = new AbortController();
  const server = await startPagerServer(options.port ?? 0);
  const views = createViews(directory, server.url);
  const webhooks = createWebhooks(views, now, waiting.look);
  if (options.webhook) webhooks.subscribe(options.webhook);
  const book = createIncidentBook(directory, now, (event) => {
    webhooks.tell(event);
    waiting.look();
  });
  const be = (next: Mood) => {
    mood = next;
    waiting.look();
  };
  const panel = createPanel({ book, directory, webhooks, calls, mood: () => mood, be });
  const incidents = createIncidentRequests(book, directory, views);
  const waitSeconds = createWaits(options, now);
  const work = (request: PagerRequest): Manner => {
    const wait = waitSeconds(request);
    if (wait > 0) return limited(wait);
    const answer = isEvent(request)
      ? takeEvent(book, directory.services, request.body)
      : takeRestRequest({ token, directory, views, incidents }, request);
    return mood === "losing-answers" ? { kind: "hang-up" } : { kind: "answer", answer };
  };
  server.serve(
    async (request) => {
      if (isPanel(request)) return { kind: "answer", answer: usePanel(panel, request) };
      if (mood === "slow") await pause(options.slowMs ?? 3000, undefined, { signal: stopped.signal });
      return spoil(mood) ?? work(request);
    },
    (request, status) => {
      if (isPanel(request)) return;
      calls.push(recorded(request, status));
      waiting.look();
    },
  );
  const as = (id: string) => ({ kind: "user", id }) as const;
  return {
    apiUrl: server.url,
    eventsUrl: server.url,
    token,
    directory,
    calls,
    deliveries: webhooks.deliveries,
    panel,
    incidents: book.all,
    ringing: () => ringing(book.all(), directory),
    subscribe: webhooks.subscribe,
    acknowledge: (id, person) => void book.acknowledge(id, as(person)),
    resolve: (id, person) => void book.resolve(id, as(person)),
    escalate: (id, person) => void book.escalate(id, as(person)),
    annotate: (id, person, text) => void book.annotate(id, as(person), text),
    ping: webhooks.ping,
    be,
    waitFor: waiting.waitFor,
    async stop() {
      stopped.abort();
      await webhooks.stop();
      await server.stop();
    },
  };
}

function isEvent({ url }: PagerRequest): boolean {
  return url.pathname === "/v2/enqueue";
}

function isPanel({ url }: PagerRequest): boolean {
  return url.pathname.startsWith("/panel/");
}

function usePanel(panel: Panel, { method, url, body }: PagerRequest) {
  if (method === "GET" && url.pathname === "/panel/state") return { status: 200, body: panel.state() };
  if (method === "POST" && url.pathname === "/panel/act") return panel.act(body);
  return { status: 404, body: { error: "The panel knows GET /panel/state and POST /panel/act" } };
}

/** REST is counted by token, of which there is one; events by the integration they are for. */
function createWaits(
  { restPerMinute, eventsPerMinute }: PagerOptions,
  now: () => number,
): (request: PagerRequest) => number {
  const rest = createMinuteLimit(restPerMinute, now);
  const events = createMinuteLimit(eventsPerMinute, now);
  return (request) => {
    if (!isEvent(request)) return rest("");
    const { body } = request;
    return events(typeof body === "object" && body !== null && "routing_key" in body ? String(body.routing_key) : "");
  };
}

function recorded({ method, url, from, body }: PagerRequest, status: number): PagerCall {
  const keys = [...new Set(url.searchParams.keys())];
  const query = Object.fromEntries(keys.map((key) => [key, url.searchParams.getAll(key)]));
  return { method, path: url.pathname, query, from, body, status };
}

function ringing(incidents: readonly HeldIncident[], { users }: PagerDirectory) {
  return incidents
    .filter(({ status }) => status === "triggered")
    .flatMap((incident) =>
      users.filter(({ id }) => incident.assignees.includes(id)).map((person) => ({ person, incident })),
    );
}
