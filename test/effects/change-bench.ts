import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, vi } from "vitest";
import { z } from "zod";
import { createSlackClient } from "../../src/clients/slack.ts";
import { createDeliver } from "../../src/deliver.ts";
import { createDeliverChange, createRecord } from "../../src/deliver-change.ts";
import type { ChangeContext } from "../../src/effects/change/change-context.ts";
import { createPerformChange } from "../../src/effects/change/perform-change.ts";
import { createPlaces } from "../../src/effects/change/places.ts";
import { createProgress } from "../../src/effects/change/progress.ts";
import { createTypedRuns } from "../../src/effects/change/typed-runs.ts";
import { createChannels } from "../../src/effects/channels.ts";
import { createGroups } from "../../src/effects/groups.ts";
import { createHandle } from "../../src/handle.ts";
import { rolloutUndo } from "../../src/operation/kubernetes/rollout.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { createShelf } from "../../src/shelf.ts";
import { createPool, type Pool } from "../../src/store/pool.ts";
import type { Queue } from "../../src/store/queue.ts";
import { findRequest, requestEvents } from "../../src/store/requests.ts";
import { unscaled } from "../../src/store/time-scale.ts";
import { type Changing, changer, type Done, type Family } from "../../src/targets/target.ts";
import { createTargets } from "../../src/targets/targets.ts";
import { withReplicas } from "../approval/replicas.ts";
import { ana, catalog, requester, rollback } from "../approval/scenario.ts";
import type { TestDatabase } from "../database.ts";
import { nothing } from "../deliver/queue.ts";
import { quiet } from "../quiet.ts";

/** One deployment, whose rollback the test can look into. */
export function scriptedDeployment() {
  const target = {
    image: "api:2.3.1",
    runs: [] as { readonly pinned: unknown; readonly dryRun: boolean }[],
    /** What the next run does beside setting the image. */
    onRun: async (_doing: Changing): Promise<Done> => ({ kind: "done", text: "rolled back", undo: undefined }),
    verified: "it runs with api:2.3.0",
  };
  const rollbackOf = changer(rolloutUndo, {
    pinned: z.object({ to: z.string() }),
    preview: async () => ({
      kind: "preview",
      objects: [{ name: "deployment/api", changes: [{ what: "image", before: target.image, after: "api:2.3.0" }] }],
      warnings: [],
      notPreviewed: [],
      fingerprint: { image: target.image },
      pinned: { to: "api:2.3.0" },
    }),
    async run(_given, pinned, _site, doing) {
      const { dryRun } = doing;
      target.runs.push({ pinned, dryRun });
      if (!dryRun) target.image = pinned.to;
      return target.onRun(doing);
    },
    verify: async () => ({ kind: "verified", text: target.verified }),
    inspect: async (_given, pinned) => ({
      kind: target.image === pinned.to ? "done" : "not-done",
      text: `it has ${target.image}`,
    }),
  });
  const family: Family = { readers: [], changers: [rollbackOf], close: async () => undefined };
  return { target, family };
}

/** The performer on a real queue, with a strict Slack, and the deployment above. */
export function withPerformer(database: TestDatabase) {
  const replicas = withReplicas(database, () => catalog);
  const { target, family } = scriptedDeployment();
  const members = new Set<string>([requester, ana]);
  const running: { readonly queue: Queue; readonly pool: Pool }[] = [];
  const shown: string[] = [];
  let slack: SlackWorkspace;

  beforeAll(async () => {
    slack = await createSlackWorkspace();
  });
  afterAll(() => slack.stop());
  afterEach(async () => {
    await Promise.all(running.map(({ queue }) => queue.stop(5_000)));
    await Promise.all(running.splice(0).map(({ pool }) => pool.end()));
    await database.pool.query("delete from graphile_worker._private_jobs; delete from target_locks");
    Object.assign(target, { ...scriptedDeployment().target, runs: [] });
  });

  const unseen = { refreshHome: async () => undefined, log: quiet };

  function context(more: Partial<ChangeContext>): ChangeContext {
    return {
      ...{ db: database.pool, catalog: () => catalog, targets: createTargets(async () => [family]), log: quiet },
      pipeline: async () => ({ kind: "refused", reason: "nothing here looks" }),
      runbooks: createShelf("/nowhere", () => catalog),
      membership: async (person, entries) =>
        members.has(person)
          ? { kind: "member", as: `${person}, in ${entries[0]}` }
          : { kind: "not-member", reason: `not one of ${entries.join(", ")}` },
      ...{ handle: replicas.first.handle, newId: randomUUID, stopping: new AbortController().signal },
      time: unscaled,
      ...{ running: createPlaces(2), lasting: createPlaces(2), verifying: createPlaces(2), progress: createProgress() },
      ...more,
    };
  }

  return {
    target,
    members,
    /** Of runs with secrets that were typed: which cards were drawn, and what they wait for. */
    shown,
    replicas,
    get slack() {
      return slack;
    },
    performer(more: Partial<ChangeContext> = {}) {
      const parts = context(more);
      const { botToken, apiUrl } = slack;
      const background = createSlackClient({ token: botToken, apiUrl, log: quiet }).background;
      const groups = createGroups({ slack: background, now: Date.now });
      const channels = createChannels(background);
      const show = { ...parts, slack: background, groups, channels, printed: () => "", ...unseen };
      return createPerformChange(parts, show);
    },
    /** What runs with secrets that were typed. */
    typedRuns(more: Partial<ChangeContext> = {}) {
      const record = createRecord({ ...replicas.first, log: quiet });
      const show = async (request: string, waits?: string) => {
        shown.push([request, waits].join(" "));
        if (waits) throw new TypeError("a card that is drawn badly stops nothing");
      };
      return createTypedRuns({ context: context(more), show, record });
    },
    /** Works off the queue from now on. */
    deliver(more: Partial<ChangeContext> = {}): void {
      const pool = createPool(database.url, { log: quiet });
      const parts = { pool, log: quiet, newId: randomUUID };
      const change = createDeliverChange({ ...parts, ...replicas.first, pool, perform: this.performer(more) });
      const handle = createHandle({ ...parts, catalog: () => catalog });
      const pace = { pollIntervalMs: 50, heartbeatMs: 2_000, concurrency: 4 };
      const queue = createDeliver({ ...parts, ...pace, handle, perform: async () => nothing, change });
      queue.start();
      running.push({ queue, pool });
    },
    /** Asks for the rollback; resolves to the id of the request. */
    async ask(more: { readonly isDrill?: boolean } = {}): Promise<string> {
      const incident = await replicas.incident(more);
      const outcome = await replicas.first.handle({ ...rollback, incident, runbook: undefined });
      if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
      return outcome.request.id;
    },
    async becomes(request: string, kind: string) {
      await vi.waitFor(async () => expect((await findRequest(database.pool, request))?.state.kind).toBe(kind), 40_000);
      const found = await findRequest(database.pool, request);
      if (!found) throw new Error("the request is gone");
      return found;
    },
    kinds: async (request: string) => (await requestEvents(database.pool, request)).map(({ event }) => event.kind),
  };
}
