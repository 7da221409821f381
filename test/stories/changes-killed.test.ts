import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { createHandle } from "../../src/handle.ts";
import { createHandleRequest, type HandleRequest } from "../../src/handle-request.ts";
import { createSandboxCluster, type SandboxCluster } from "../../src/sandbox/cluster/create-sandbox-cluster.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { userGroupsOf } from "../../src/sandbox/user-groups.ts";
import { findRequest, requestEvents } from "../../src/store/requests.ts";
import { strikeRequests } from "../../src/store/requests-jobs.ts";
import { withDatabase } from "../database.ts";
import { quiet } from "../quiet.ts";
import { asTheManifestAsks, auditKey, shippedCatalog, words } from "./company.ts";
import { type Call, type Gate, openGate } from "./gate.ts";
import { type Replica, startReplica } from "./start-replica.ts";

interface Side {
  readonly gate: Gate;
  replica: Replica;
}

const database = withDatabase();
const patienceMs = 20_000;
let slack: SlackWorkspace;
let cluster: SandboxCluster;
let sides: readonly Side[] = [];
let handle: HandleRequest;
let incident: string;

const person = (name: string): string => `${slack.teamId}/${slack.person(name).id}`;
const start = (gate: Gate): Promise<Replica> => startReplica(database.url, slack, "", undefined, gate.url);

beforeAll(async () => {
  const catalog = await shippedCatalog();
  slack = await createSlackWorkspace({ ...(await asTheManifestAsks()), userGroups: userGroupsOf(catalog) });
  cluster = await createSandboxCluster();
  const open = async (): Promise<Side> => {
    const gate = await openGate(cluster.url);
    return { gate, replica: await start(gate) };
  };
  sides = await Promise.all([open(), open()]);
  const parts = { pool: database.pool, catalog: () => catalog, newId: randomUUID, log: quiet };
  handle = createHandleRequest({ ...parts, auditKey, changes: "on" });
  const declared = await createHandle(parts)({
    ...{ kind: "declare", by: person("ada"), title: "Uploads fail", service: "podcast-analytics", severity: "P1" },
    ...{ isDrill: false, isPrivate: false },
  });
  if (declared.kind !== "done") throw new Error(JSON.stringify(declared));
  incident = declared.incident.id;
}, 60_000);
afterAll(async () => {
  for (const { replica } of sides) replica.wake();
  await Promise.all(sides.map(({ replica, gate }) => Promise.all([replica.kill(), gate.stop()])));
  await cluster.close();
  await slack.stop();
});

const kinds = async (id: string) => (await requestEvents(database.pool, id)).map(({ event }) => event.kind);

/** Asks for a restart, and has it approved; resolves to the request and to the side that holds its call. */
async function heldUp(deployment: string, where: "before" | "answer", fits: (call: Call) => boolean) {
  const outcome = await handle({
    ...{ kind: "ask", by: person("ada"), incident, reason: "It leaks", environment: "production" },
    operation: { name: "kubernetes.rollout-restart", arguments: { deployment, namespace: "production" } },
    ...{ target: `kubernetes/production/deployment/${deployment}`, service: "podcast-analytics" },
  });
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  const { id } = outcome.request;
  const isRunning = async (call: Call) =>
    call.path.includes(`/deployments/${deployment}`) && fits(call) && (await kinds(id)).includes("run-started");
  for (const { gate } of sides) gate.hold(isRunning, where);
  await becomes(id, "open");
  await handle({ kind: "approve", by: person("chioma"), request: id });
  const [held, other] = await vi.waitFor(() => {
    const one = sides.find(({ gate }) => gate.isHolding);
    const two = sides.find(({ gate }) => !gate.isHolding);
    if (!one || !two) throw new Error("nothing is held yet");
    return [one, two] as const;
  }, patienceMs);
  other.gate.letGo();
  return { id, held };
}

const becomes = (id: string, kind: string) =>
  vi.waitFor(async () => expect((await findRequest(database.pool, id))?.state.kind).toBe(kind), patienceMs);

/** What 90 seconds without a word of it do. */
async function lapse(id: string): Promise<void> {
  await database.pool.query(
    `update requests set state = jsonb_set(jsonb_set(state, '{state,lease,deadline}', $2::jsonb), '{state,lease,until}', $2::jsonb)
     where id = $1`,
    [id, JSON.stringify(new Date(0).toISOString())],
  );
  await strikeRequests(database.pool, "all");
}

const card = (id: string, shown: RegExp) =>
  slack.waitFor(
    () => {
      const channel = slack.calls.find(({ args }) => JSON.stringify(args).includes(`"request-${id}`))?.args.channel;
      const tagged = channel ? slack.messages(String(channel)) : [];
      return tagged.find(
        (one) => JSON.stringify(one.metadata ?? {}).includes(`"request-${id}`) && shown.test(words(one)),
      );
    },
    `a card that says ${shown}`,
    patienceMs,
  );

const written = (deployment: string): number =>
  sides.flatMap(({ gate }) => gate.written).filter((one) => one.includes(`/deployments/${deployment}`)).length;

async function restart(side: Side): Promise<void> {
  side.gate.letGo();
  side.replica = await start(side.gate);
}

describe("invariant 3: over two replicas, what was approved runs at most once, whatever dies", {
  timeout: 60_000,
}, () => {
  test("a process that stalls before its patch and wakes after its lease sends nothing", async () => {
    const { id, held } = await heldUp("auth-service", "before", ({ method }) => method === "GET");
    await card(id, /Running/);
    held.replica.stall();
    await lapse(id);
    await card(id, /Outcome unknown.*is as it was/s);
    held.replica.wake();
    held.gate.letGo();
    await card(id, /came back late and says: .*Nothing was sent/);
    expect(written("auth-service")).toBe(0);
  });

  test("killed with -9 before the patch leaves: the other one finds that nothing was done, and does not do it", async () => {
    const { id, held } = await heldUp("transcription-worker", "before", ({ method }) => method === "GET");
    await held.replica.kill();
    const restarting = restart(held);
    await lapse(id);
    await card(id, /Outcome unknown.*not heard of again.*is as it was.*Settle…/s);
    await restarting;
    expect(written("transcription-worker")).toBe(0);
  });

  test("killed with -9 while the target answers: the other one finds that it was done", async () => {
    const { id, held } = await heldUp("post-service", "answer", ({ method }) => method === "PATCH");
    await held.replica.kill();
    const restarting = restart(held);
    await lapse(id);
    await card(id, /Outcome unknown.*has what was asked for/s);
    await restarting;
    expect(written("post-service")).toBe(1);
  });

  test("killed with -9 after the answer and before the record: the other one finds that it was done", async () => {
    const { id, held } = await heldUp("blog-engine", "answer", ({ method }) => method === "PATCH");
    const client = await database.pool.connect();
    try {
      await client.query("begin");
      await client.query("select 1 from requests where id = $1 for update", [id]);
      held.gate.letGo();
      await vi.waitFor(async () => {
        const { rows } = await database.pool.query("select 1 from pg_locks where not granted");
        expect(rows.length).toBeGreaterThan(0);
      }, patienceMs);
      await held.replica.kill();
    } finally {
      await client.query("rollback");
      client.release();
    }
    await lapse(id);
    await card(id, /Outcome unknown.*has what was asked for/s);
    expect(written("blog-engine")).toBe(1);
  });

  test("in the end each was begun once and written at most once, and nothing was repeated by itself", async () => {
    const { rows } = await database.pool.query<{ id: string }>("select id from requests");
    for (const { id } of rows) expect((await kinds(id)).filter((kind) => kind === "run-started")).toHaveLength(1);
    const all = ["auth-service", "transcription-worker", "post-service", "blog-engine"].map(written);
    expect(all).toEqual([0, 0, 1, 1]);
  });
});
