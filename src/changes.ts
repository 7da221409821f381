import { randomUUID } from "node:crypto";
import type { Catalog } from "./catalog/types.ts";
import type { SlackClient } from "./clients/slack.ts";
import type { Config } from "./config.ts";
import { createDeliverChange, createRecord } from "./deliver-change.ts";
import { createPerformChange } from "./effects/change/perform-change.ts";
import { createPlaces } from "./effects/change/places.ts";
import { createProgress } from "./effects/change/progress.ts";
import { showCard } from "./effects/change/show-request.ts";
import { createTypedRuns, type TypedRuns } from "./effects/change/typed-runs.ts";
import type { Channels } from "./effects/channels.ts";
import { createGroups } from "./effects/groups.ts";
import type { Runs } from "./effects/runs.ts";
import { createHandleFreeze, type HandleFreeze } from "./handle-freeze.ts";
import { createHandleRequest, type HandleRequest } from "./handle-request.ts";
import type { PersonId } from "./incident/incident.ts";
import { keepPlanned } from "./keep-planned.ts";
import type { Log } from "./log.ts";
import type { Shelf } from "./shelf.ts";
import { oweHead } from "./store/audit-heads.ts";
import type { Pool } from "./store/pool.ts";
import type { ChangeWork } from "./store/queue.ts";
import type { TimeScale } from "./store/time-scale.ts";
import type { Targets } from "./targets/targets.ts";

interface ChangesParts {
  readonly config: Pick<Config, "auditKey" | "changes">;
  readonly pool: Pool;
  readonly queuePool: Pool;
  readonly slack: SlackClient;
  readonly channels: Channels;
  readonly runbooks: Shelf;
  readonly catalog: () => Catalog;
  readonly targets: Targets;
  readonly runs: Pick<Runs, "pipeline" | "membership">;
  readonly log: Log;
  readonly time: TimeScale;
  /** Draws a person's Home tab anew, if they looked at it lately. */
  readonly refreshHome: (person: PersonId) => Promise<void>;
  /** Ends when this process stops. */
  readonly stopping: AbortSignal;
}

interface Changes {
  readonly handle: HandleRequest;
  readonly freeze: HandleFreeze;
  /** For the queue. */
  readonly work: ChangeWork;
  /** What waited for a secret that was typed. */
  readonly typed: TypedRuns;
  /** Keeps the publishing of the audit planned. Returns what ends it. */
  keep(): () => void;
}

/** Of each kind, running, running long and reading back: the rest is for cards and votes. */
const atOnce = 2;

/** Changes: what is asked and decided of them, and what is owed because of it. */
export function createChanges(parts: ChangesParts): Changes {
  const { config, pool, slack, channels, runbooks, catalog, targets, runs, log, time, stopping } = parts;
  const { auditKey, changes = "on" } = config;
  const deciding = { pool, catalog, newId: randomUUID, log, time, auditKey };
  const handle = createHandleRequest({ ...deciding, changes });
  const freeze = createHandleFreeze(deciding);
  const { pipeline, membership } = runs;
  const groups = createGroups({ slack: slack.background, now: Date.now });
  const progress = createProgress();
  const context = {
    ...{ db: pool, catalog, targets, pipeline, membership, runbooks, progress, time },
    ...{ handle, newId: randomUUID, log, stopping },
    running: createPlaces(atOnce),
    lasting: createPlaces(atOnce),
    verifying: createPlaces(atOnce),
  };
  const show = {
    db: pool,
    slack: slack.background,
    channels,
    catalog,
    membership,
    groups,
    refreshHome: parts.refreshHome,
    log,
    printed: progress.printed,
  };
  const perform = createPerformChange(context, show);
  const record = createRecord({ handle, freeze, log });
  const typed = createTypedRuns({ context, show: (request, waits) => showCard({ request }, show, waits), record });
  const work = createDeliverChange({ pool: parts.queuePool, perform, handle, freeze, log, newId: randomUUID });
  const keep = () => keepPlanned(() => oweHead(pool), "the head of the audit", log);
  return { handle, freeze, work, typed, keep };
}
