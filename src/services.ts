import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { DestinationStream } from "pino";
import { pagerDutyHook } from "./alerts/pagerduty-hook.ts";
import type { TakeParts } from "./alerts/take-pagerduty-webhook.ts";
import type { Catalog } from "./catalog/types.ts";
import { createChanges } from "./changes.ts";
import { createSharedCounters } from "./clients/redis.ts";
import { createSlackClient, type SlackClient } from "./clients/slack.ts";
import type { Config } from "./config.ts";
import { createDeliver } from "./deliver.ts";
import { type Channels, createChannels } from "./effects/channels.ts";
import { createMembership } from "./effects/membership.ts";
import { createPaging } from "./effects/paging.ts";
import { createPerform } from "./effects/perform.ts";
import { createRuns } from "./effects/runs.ts";
import { showCheck } from "./effects/show-check.ts";
import { createHandle } from "./handle.ts";
import { createHandleCheck } from "./handle-check.ts";
import { healthRoutes } from "./health.ts";
import { keepPlanned } from "./keep-planned.ts";
import { createLog, type Log } from "./log.ts";
import { createMetrics } from "./metrics.ts";
import { createShelf, type Shelf } from "./shelf.ts";
import { createSlackApp, type SlackApp } from "./slack/app.ts";
import type { HttpRoute } from "./slack/http-server.ts";
import type { CheckJob } from "./store/check-jobs.ts";
import { StoreFault } from "./store/fault.ts";
import { migrate } from "./store/migrate.ts";
import { createPool, type Pool } from "./store/pool.ts";
import { type TimeScale, unscaled } from "./store/time-scale.ts";
import { createStrikeDue } from "./strike-due.ts";
import { createSlowWork } from "./targets/filters/slow-work.ts";
import { createRunPipeline } from "./targets/run-pipeline.ts";
import type { Family } from "./targets/target.ts";
import { createTargets } from "./targets/targets.ts";

export interface Services {
  /**
   * Listens to Slack, migrates, and delivers what is owed. Resolves to the HTTP port, if there is one, once all of it works,
   * however long Postgres takes to come.
   */
  start(): Promise<{ readonly port: number | undefined }>;
  /** Finishes what is being done, within limits, and lets go of everything. */
  stop(): Promise<void>;
}

/** How often the queue is looked at, how soon a dead process is noticed, and how time passes. Tests and sandboxes are impatient. */
export interface Pace {
  readonly pollIntervalMs?: number;
  readonly heartbeatMs?: number;
  readonly time?: TimeScale;
}

/** Builds every part, in the order of the road. `families`: what can be read and changed. */
export function createServices(
  config: Config,
  catalog: Catalog,
  destination: DestinationStream,
  pace: Pace = {},
  families: () => Promise<readonly Family[]> = async () => [],
): Services {
  const log = createLog(config.logLevel, destination);
  const time = pace.time ?? unscaled;
  const pool = createPool(config.databaseUrl, { log });
  // Its own connections, so that effects never keep a person waiting.
  const queuePool = createPool(config.databaseUrl, { log, max: effectsAtOnce + 2 });
  const shared = config.redisUrl ? createSharedCounters(config.redisUrl, log) : undefined;
  const slack = createSlackClient({ token: config.slack.botToken, apiUrl: config.slack.apiUrl, log, shared });
  const metrics = createMetrics(pool);
  const handle = metrics.counted(createHandle({ pool, catalog: () => catalog, newId: randomUUID, log, time }));
  const paging = createPaging({ config, catalog: () => catalog, log });
  const runbooks = createShelf(config.runbooksDirectory, () => catalog);
  const channels = createChannels(slack.background);
  const stopping = new AbortController();
  const reading = createReading(families, slack, () => catalog, stopping.signal);
  const all = { pool, slack, channels, runbooks, catalog: () => catalog, log, time };
  const perform = createPerform({
    ...all,
    db: pool,
    slack: slack.background,
    pagers: paging.pagers,
    sendMail: paging.sendMail,
    runs: reading.runs,
  });
  const checks = createChecks(all);
  const refreshHome: SlackApp["refreshHome"] = (person) => app.refreshHome(person);
  const changes = createChanges({ ...all, ...reading, queuePool, config, stopping: stopping.signal, refreshHome });
  const deliver = createDeliver({
    pool: queuePool,
    perform: metrics.countedEffects(perform),
    handle,
    strikeDue: createStrikeDue({ pool: queuePool, catalog: () => catalog, time: time }),
    check: checks.perform,
    change: changes.work,
    log,
    newId: randomUUID,
    concurrency: effectsAtOnce,
    ...pace,
  });
  let isDelivering = false;
  const kept: (() => void)[] = [];
  const app = createSlackApp({
    ...all,
    config: { slack: config.slack, port: config.port ?? 0 },
    handle,
    handleCheck: checks.handle,
    handleRequest: changes.handle,
    handleFreeze: changes.freeze,
    runTyped: changes.typed.begin,
    askOnCall: paging.askOnCall,
    httpRoutes: [
      ...(config.port === undefined
        ? []
        : [...healthRoutes(pool, () => isDelivering, paging.problem), ...metrics.routes]),
      ...hooks(config, { handle, pool, catalog: () => catalog, ownAgentId: paging.ownAgentId, now: Date.now, log }),
    ],
  });
  return {
    async start() {
      // Listening first: while Postgres is away, people who ask are told so.
      const { port } = await app.start();
      await migrateWhenReachable(config.migrateDatabaseUrl, log, stopping.signal);
      deliver.start();
      kept.push(checks.keep(), changes.keep());
      // Nothing waits for it: people are called all the same.
      void paging.check();
      isDelivering = true;
      log.info({ port, slack: config.slack.delivery.kind }, "ready");
      return { port };
    },
    async stop() {
      stopping.abort();
      for (const end of kept) end();
      await app.stop();
      await Promise.all([deliver.stop(stopWithinMs), changes.typed.ended(stopWithinMs)]);
      await reading.close();
      shared?.close();
      await Promise.all([pool.end(), queuePool.end()]);
    },
  };
}

/** What runs reads, and for whom. */
function createReading(
  families: () => Promise<readonly Family[]>,
  slack: SlackClient,
  catalog: () => Catalog,
  stopping: AbortSignal,
) {
  const targets = createTargets(families);
  const slow = createSlowWork();
  const pipeline = createRunPipeline({ targets, slow, policy: () => catalog().organization });
  return {
    targets,
    runs: createRuns({ pipeline, membership: createMembership({ slack: slack.interactive, now: Date.now }), stopping }),
    close: () => Promise.all([targets.close(), slow.close()]),
  };
}

interface ChecksParts {
  readonly pool: Pool;
  readonly slack: SlackClient;
  readonly channels: Channels;
  readonly runbooks: Shelf;
  readonly catalog: () => Catalog;
  readonly log: Log;
  readonly time: TimeScale;
}

/** The recurring checklists: who ticks them, what is owed to them, and what keeps them planned. */
function createChecks({ pool, slack, channels, runbooks, catalog, log, time }: ChecksParts) {
  const { schedules, checkItems: itemsOf } = runbooks;
  const handle = createHandleCheck({ pool, schedules, itemsOf, time, newId: randomUUID });
  const show = { db: pool, slack: slack.background, channels, catalog };
  return {
    handle,
    perform: (job: CheckJob) => (job.kind === "due" ? handle.due(job.service, job.list) : showCheck(job.round, show)),
    keep: () => keepPlanned(handle.plan, "the checklists", log),
  };
}

/** Doors for what machines tell us; none whose secret is not known. */
function hooks({ pagerDuty }: Config, parts: TakeParts): readonly HttpRoute[] {
  const secrets = pagerDuty?.webhookSecrets ?? [];
  return secrets.length > 0 ? [pagerDutyHook({ ...parts, secrets })] : [];
}

const effectsAtOnce = 10;
const stopWithinMs = 10_000;
const betweenTriesMs = 2000;

async function migrateWhenReachable(url: string, log: Log, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await migrate(url, log);
      return;
    } catch (error) {
      if (!(error instanceof StoreFault)) throw error;
      log.warn({ err: error }, "waiting for Postgres");
      await pause(betweenTriesMs, undefined, { signal });
    }
  }
}
