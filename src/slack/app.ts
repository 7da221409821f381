import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { App, HTTPReceiver, SocketModeReceiver } from "@slack/bolt";
import type { Catalog } from "../catalog/types.ts";
import { type SlackClient, sdkLogger } from "../clients/slack.ts";
import type { TypedRuns } from "../effects/change/typed-runs.ts";
import type { Handle } from "../handle.ts";
import type { HandleCheck } from "../handle-check.ts";
import type { HandleFreeze } from "../handle-freeze.ts";
import type { HandleRequest } from "../handle-request.ts";
import type { Shelf } from "../shelf.ts";
import type { Pool } from "../store/pool.ts";
import { type TimeScale, unscaled } from "../store/time-scale.ts";
import { createHomes, type Homes } from "./home/homes.ts";
import { closeServer, createHttpServer, type HttpRoute, listenOn } from "./http-server.ts";
import { listen } from "./listen.ts";
import type { AskOnCall } from "./on-call-shown.ts";
import { createPeople } from "./people.ts";

/** How Slack reaches us: signed requests to /slack/events, or a socket we open. */
export type SlackDelivery =
  | { readonly kind: "http"; readonly signingSecret: string }
  | { readonly kind: "socket"; readonly appToken: string };

export interface SlackAppParts {
  readonly config: {
    readonly slack: { readonly botToken: string; readonly apiUrl: string; readonly delivery: SlackDelivery };
    readonly port: number;
  };
  readonly handle: Handle;
  readonly handleCheck?: Pick<HandleCheck, "tick"> | undefined;
  readonly handleRequest?: HandleRequest | undefined;
  readonly handleFreeze?: HandleFreeze | undefined;
  readonly runTyped?: TypedRuns["begin"] | undefined;
  readonly pool: Pool;
  readonly time?: TimeScale | undefined;
  readonly catalog: () => Catalog;
  readonly runbooks: Shelf;
  readonly askOnCall?: AskOnCall | undefined;
  readonly slack: SlackClient;
  readonly log: {
    debug(details: object, message: string): void;
    warn(details: object, message: string): void;
    error(details: object, message: string): void;
  };
  /** Doors beside Slack's on the same port. */
  readonly httpRoutes?: readonly HttpRoute[];
  readonly now?: () => number;
}

export interface SlackApp {
  /**
   * Listens. Resolves to the HTTP port, absent when nothing is served there. A Slack that is away is waited for in the
   * background; a token it does not accept throws.
   */
  start(): Promise<{ readonly port: number | undefined }>;
  stop(): Promise<void>;
  /** Draws a person's Home tab anew, if they looked at it lately. */
  readonly refreshHome: Homes["refresh"];
}

const nobodyToAsk: AskOnCall = async () => ({ kind: "unknown", reason: "No pager is set up." });

const noChecks: Pick<HandleCheck, "tick"> = { tick: async () => undefined };

const notSetUp = "Changes are not set up here.";

const noChanges: HandleRequest = async () => ({
  kind: "refused",
  refusal: { code: "changes-stopped", text: notSetUp },
});

const noFreezes: HandleFreeze = async () => ({ kind: "refused", reason: notSetUp });

const connectWithinMs = 5000;

export function createSlackApp(parts: SlackAppParts): SlackApp {
  const { config, log, httpRoutes = [] } = parts;
  const { delivery } = config.slack;
  const logger = sdkLogger((message) => log.debug({ sdk: "bolt" }, message));
  const receiver =
    delivery.kind === "http"
      ? new HTTPReceiver({ signingSecret: delivery.signingSecret, logger })
      : new SocketModeReceiver({
          appToken: delivery.appToken,
          logger,
          // The SDK stays deaf for this long on every refresh of the socket.
          clientPingTimeout: 500,
          installerOptions: {
            clientOptions: { slackApiUrl: config.slack.apiUrl, timeout: 10_000, retryConfig: patiently },
          },
        });
  const app = new App({ receiver, logger, authorize: async () => ({ botToken: config.slack.botToken }) });
  app.error(async (error) => log.error({ err: error }, "a request of Slack was not answered"));
  const { handle, pool, catalog, runbooks } = parts;
  const explainer = { log, newErrorId: () => randomUUID().slice(0, 8) };
  const now = parts.now ?? Date.now;
  const slack = parts.slack.interactive;
  const people = createPeople({ slack, now, log });
  const homes = createHomes({ pool, catalog, slack, now, log });
  listen(
    app,
    {
      ...{ handle, pool, catalog, runbooks, slack, people, homes },
      time: parts.time ?? unscaled,
      askOnCall: parts.askOnCall ?? nobodyToAsk,
      handleCheck: parts.handleCheck ?? noChecks,
      handleRequest: parts.handleRequest ?? noChanges,
      handleFreeze: parts.handleFreeze ?? noFreezes,
      runTyped: parts.runTyped ?? (() => undefined),
    },
    explainer,
  );

  const doors: readonly HttpRoute[] =
    receiver instanceof HTTPReceiver
      ? [...httpRoutes, { method: "POST", path: "/slack/events", handle: receiver.requestListener }]
      : httpRoutes;
  const server = doors.length > 0 ? createHttpServer(doors) : undefined;
  return {
    refreshHome: homes.refresh,
    async start() {
      const port = server && (await listenOn(server, config.port));
      if (receiver instanceof SocketModeReceiver) await connect(receiver, log);
      return { port };
    },
    async stop() {
      if (receiver instanceof SocketModeReceiver) await receiver.stop();
      if (server) await closeServer(server);
    },
  };
}

const patiently = { forever: true, factor: 1.3, minTimeout: 500, maxTimeout: 10_000 };

/** Waits a little for the socket; afterwards it goes on connecting by itself. */
async function connect(receiver: { start(): Promise<unknown> }, log: SlackAppParts["log"]): Promise<void> {
  const waiting = new AbortController();
  let isLate = false;
  const connected = receiver.start().catch((error: unknown) => {
    if (!isLate) throw error;
    log.error({ err: error }, "Slack does not let us connect: check SLACK_APP_TOKEN");
  });
  const late = pause(connectWithinMs, undefined, { signal: waiting.signal }).then(
    () => {
      isLate = true;
      log.warn({}, "Slack is not reachable yet; still connecting");
    },
    () => undefined,
  );
  await Promise.race([connected, late]).finally(() => waiting.abort());
}
