import { afterEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { Fault } from "../../src/clients/fault.ts";
import { operationDefinition } from "../../src/operation/registry.ts";
import { eventsSince } from "../../src/store/events.ts";
import { findRequest } from "../../src/store/requests.ts";
import { strikeRequests } from "../../src/store/requests-jobs.ts";
import { type Changer, changer, type Refused } from "../../src/targets/target.ts";
import { createTargets } from "../../src/targets/targets.ts";
import { withDatabase } from "../database.ts";
import { withPerformer } from "../effects/change-bench.ts";
import { ana, rollback } from "./scenario.ts";

const database = withDatabase();
const bench = withPerformer(database);

/** Alarms that are silenced and speak again; `next` is what the next switch does instead. */
const alarms = { speak: true, switched: [] as string[], next: undefined as (() => Promise<never>) | undefined };

function switching(name: string, on: boolean, opposite: string): Changer {
  const schema = z.object({ alarmNames: z.array(z.string()) });
  const definition = operationDefinition(name);
  if (!definition) throw new Error(`there is no operation ${name}`);
  return changer(
    { ...definition, schema, risk: () => "change", describe: () => name },
    {
      pinned: z.null(),
      preview: async () =>
        alarms.speak === on
          ? ({ kind: "refused", reason: "they are so already", isSo: true } satisfies Refused)
          : {
              ...{ kind: "preview", objects: [], warnings: [], notPreviewed: [] },
              ...{ fingerprint: { speak: alarms.speak }, pinned: null },
            },
      async run(given) {
        const { next } = alarms;
        alarms.next = undefined;
        alarms.switched.push(on ? "on" : "off");
        if (next) return next();
        alarms.speak = on;
        return { kind: "done", text: `switched ${on ? "on" : "off"}`, undo: { name: opposite, arguments: given } };
      },
      verify: async () => ({ kind: "verified", text: "it is so" }),
      inspect: async () => ({ kind: alarms.speak === on ? "done" : "not-done", text: "looked at" }),
    },
  );
}

const [off, on] = ["aws.cloudwatch-disable-alarm-actions", "aws.cloudwatch-enable-alarm-actions"] as const;
const family = {
  ...{ readers: [], close: async () => undefined },
  changers: [switching(off, false, on), switching(on, true, off)],
};

/** The next switch does. */
function fails(message: string, outcome: "not-done" | "unknown") {
  const fault = new Fault(message, { service: "aws", code: "failed", retry: { kind: "never" }, outcome });
  alarms.next = () => Promise.reject(fault);
}

/** Two replicas work off one queue. */
function deliver() {
  const targets = createTargets(async () => [family]);
  bench.deliver({ targets, handle: bench.replicas.first.handle });
  bench.deliver({ targets, handle: bench.replicas.second.handle });
}

afterEach(async () => {
  await database.pool.query("delete from freezes");
  bench.replicas.ahead(0);
  Object.assign(alarms, { speak: true, switched: [], next: undefined });
});

/** Alarms are silenced for an hour, with an approval; resolves to the id of the request. */
async function silenced() {
  const incident = await bench.replicas.incident();
  const operation = { name: off, arguments: { alarmNames: ["high-cpu"] } };
  const target = `aws/production/alarm/${incident}`;
  const asked = { ...rollback, incident, operation, target, runbook: undefined, backAfter: "1h" };
  const outcome = await bench.replicas.first.handle(asked);
  if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
  const { id } = outcome.request;
  await bench.becomes(id, "open");
  await bench.replicas.second.handle({ kind: "approve", request: id, by: ana });
  await bench.becomes(id, "done");
  return { id, incident };
}

/** The hour is over, once nothing of it is being told any more: the clock jumps between two commands, never within one. */
async function hourLater(id: string) {
  const verified = async () => (await findRequest(database.pool, id))?.verifications.length;
  await vi.waitFor(async () => expect(await verified()).toBe(1), 40_000);
  bench.replicas.ahead(61);
  await strikeRequests(database.pool, "all");
}

async function backBecomes(id: string, kind: string) {
  const seen = async () => (await findRequest(database.pool, id))?.comeBack;
  await vi.waitFor(async () => expect((await seen())?.kind).toBe(kind), 40_000);
  return seen();
}

const childrenOf = async (id: string) => {
  const { rows } = await database.pool.query<{ id: string }>("select id from requests where state->>'undoes' = $1", [
    id,
  ]);
  return rows.map((row) => row.id);
};

const storyOf = async (incident: string) =>
  (await eventsSince(database.pool, incident, 1)).map(({ event }) =>
    event.kind === "change-recorded" ? event.change.news : event.kind,
  );

describe("a change that comes back by itself, on two replicas", { timeout: 120_000 }, () => {
  test("comes back once, under the approval it had, and that is told, however often it is performed", async () => {
    deliver();
    const { id, incident } = await silenced();
    expect(alarms.switched).toEqual(["off"]);
    await hourLater(id);
    await backBecomes(id, "back");
    const owed = { request: id, effect: { kind: "bring-back" }, key: "again", priority: 0, delayMs: 0 } as const;
    expect(await bench.performer()(owed, 1)).toEqual({ commands: [] });
    expect(alarms.switched).toEqual(["off", "on"]);
    const [child, ...others] = await childrenOf(id);
    expect(others).toEqual([]);
    expect((await findRequest(database.pool, child!))?.agreedBefore).toMatchObject([{ person: ana }]);
    expect(await bench.kinds(id)).toEqual(expect.arrayContaining(["back-due", "came-back"]));
    const story = await storyOf(incident);
    expect(story).toEqual(expect.arrayContaining(["started", "done", "back"]));
    // Nobody approved anything when it came back.
    expect(story.filter((news) => news === "granted")).toHaveLength(1);
  });

  test("a freeze by hand does not hold it back", async () => {
    deliver();
    const { id } = await silenced();
    await database.pool.query(
      "insert into freezes (id, reason, by, began_at) values (gen_random_uuid(), 'trouble', $1, now())",
      [ana],
    );
    await hourLater(id);
    await backBecomes(id, "back");
    expect(alarms.speak).toBe(true);
  });

  test("undone by a person's request earlier, nothing is left to come back", async () => {
    deliver();
    const { id, incident } = await silenced();
    const undo = { operation: { name: on, arguments: { alarmNames: ["high-cpu"] } }, undoes: id };
    const target = `aws/production/alarm/${incident}`;
    const outcome = await bench.replicas.first.handle({ ...rollback, incident, ...undo, target, runbook: undefined });
    if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
    await bench.becomes(outcome.request.id, "open");
    await bench.replicas.first.handle({ kind: "approve", request: outcome.request.id, by: ana });
    expect(await backBecomes(id, "back")).toMatchObject({ request: outcome.request.id });
    await hourLater(id);
    expect((await findRequest(database.pool, id))?.comeBack?.kind).toBe("back");
    expect(alarms.switched).toEqual(["off", "on"]);
  });

  test("where somebody has brought it back by hand, there is nothing to do, and nothing is wrong", async () => {
    deliver();
    const { id } = await silenced();
    alarms.speak = true;
    await hourLater(id);
    await backBecomes(id, "back");
    expect(alarms.switched).toEqual(["off"]);
  });

  test("what fails is said aloud, and is not tried again by itself", async () => {
    deliver();
    const { id, incident } = await silenced();
    fails("AWS answered 403: the bot may not enable alarm actions", "not-done");
    await hourLater(id);
    expect(await backBecomes(id, "not-back")).toMatchObject({ reason: expect.stringContaining("AWS answered 403") });
    expect(alarms.switched).toEqual(["off", "on"]);
    expect(alarms.speak).toBe(false);
    expect(await storyOf(incident)).toContain("not-back");
  });

  test("one whose end nobody saw is looked at, and counts as not back until a person has said so", async () => {
    deliver();
    const { id } = await silenced();
    fails("the connection to AWS broke", "unknown");
    await hourLater(id);
    await backBecomes(id, "not-back");
    const [child] = await childrenOf(id);
    await vi.waitFor(async () => {
      const state = (await findRequest(database.pool, child!))?.state;
      expect(state).toMatchObject({ kind: "outcome-unknown", found: { kind: "not-done" } });
    }, 40_000);
    const text = "I switched them on in the console";
    await bench.replicas.first.handle({ kind: "settle", request: child!, by: ana, wasDone: true, text });
    await backBecomes(id, "back");
    expect(alarms.switched).toEqual(["off", "on"]);
  });
});
