import { randomUUID } from "node:crypto";
import { afterAll, describe, expect, test } from "vitest";
import { runItem } from "../../src/effects/run-item.ts";
import { createRuns } from "../../src/effects/runs.ts";
import type { RunStarted } from "../../src/incident/run-event.ts";
import { createShelf } from "../../src/shelf.ts";
import { beginItem, evidenceOf } from "../../src/store/runs.ts";
import { createSlowWork } from "../../src/targets/filters/slow-work.ts";
import { createRunPipeline } from "../../src/targets/run-pipeline.ts";
import type { Reader } from "../../src/targets/target.ts";
import { createTargets } from "../../src/targets/targets.ts";
import { withDatabase } from "../database.ts";
import { shippedCatalog } from "../runbook/shipped-catalog.ts";

const database = withDatabase();
const shipped = await shippedCatalog();
// A tenth of a second is what a step may take here.
const catalog = { ...shipped, services: shipped.services.map((one) => ({ ...one, stepTimeoutSeconds: 0.1 })) };
const slow = createSlowWork();
afterAll(() => slow.close());

const by = "T1/U1";
const item = {
  ...{ step: "s1", command: 0, title: "Look", text: "kubectl get pods", filters: [] },
  ...{ target: "kubernetes/production/pods", environment: "production" },
  operation: { name: "kubernetes.get", arguments: { resources: ["pods"], names: [] } },
};
const started: RunStarted = {
  ...{ kind: "run-started", by, slug: "s", hash: "h", runbook: "R", title: "R" },
  ...{ scope: { kind: "runbook" }, items: [item], left: [] },
};

/** Runs the one command of a run on a target that does this, after it began and was interrupted so many times. */
async function ended(run: Reader["run"], interruptions = 0) {
  const incident = { id: randomUUID(), service: "podcast-analytics" };
  const place = { incident: incident.id, run: 1, item: 0 };
  for (let time = 0; time < interruptions; time += 1) await beginItem(database.pool, place, by, item);
  const targets = createTargets(async () => [
    { readers: [{ operation: "kubernetes.get", run }], changers: [], close: async () => {} },
  ]);
  const never = new AbortController().signal;
  const runs = createRuns({
    pipeline: createRunPipeline({ targets, slow, policy: () => ({ hideEmailAddresses: true }) }),
    membership: async () => ({ kind: "unknown", reason: "nobody asks" }),
    stopping: never,
  });
  const runbooks = createShelf("", () => catalog);
  const context = { db: database.pool, runs, runbooks, catalog: () => catalog };
  await runItem(incident, { started, run: 1, item, at: 0, signal: never }, context);
  return (await evidenceOf(database.pool, incident.id, 1))[0]?.ended;
}

describe("a command that only looks", () => {
  test("is ended when its time is over: what it printed stays, and it is said what to do", async () => {
    const end = await ended((_given, _site, { emit }) => {
      emit("api-1 Running\n");
      return new Promise(() => {});
    });
    expect(end).toMatchObject({
      outcome: "timed-out",
      excerpt: "api-1 Running",
      reason: "it did not end within 0 s",
      advice: expect.stringContaining("stepTimeoutSeconds of podcast-analytics"),
    });
  });

  test("is not begun a fourth time when it was interrupted three times: it may be what ends the process", async () => {
    let isAsked = false;
    const look: Reader["run"] = async () => {
      isAsked = true;
      return { text: "api-1\n" };
    };
    expect(await ended(look, 2)).toMatchObject({ outcome: "done", excerpt: "api-1" });
    expect(isAsked).toBe(true);
    isAsked = false;
    expect(await ended(look, 3)).toMatchObject({
      outcome: "failed",
      reason: "it was interrupted 3 times while it ran",
    });
    expect(isAsked).toBe(false);
  });
});
