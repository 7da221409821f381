import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createHandle } from "../../src/handle.ts";
import { addMinutes } from "../../src/incident/instant.ts";
import { createTimeMachine } from "../../src/sandbox/time-machine.ts";
import { findIncident } from "../../src/store/find-incident.ts";
import { restoreTicks } from "../../src/store/ticks.ts";
import { unscaled } from "../../src/store/time-scale.ts";
import { withDatabase } from "../database.ts";
import { ana, catalog } from "../incident/scenario.ts";
import { quiet } from "../quiet.ts";
import { declaredAgo, struck } from "./due.ts";
import { nothing, replica } from "./queue.ts";

const database = withDatabase();
const perform = async () => nothing;
const handleWith = (time = unscaled) =>
  createHandle({ pool: database.pool, catalog: () => catalog, newId: randomUUID, log: quiet, time });

interface TickRow {
  readonly incident: string;
  readonly at: string;
}

/** The ticks the queue holds. */
async function ticks(): Promise<readonly TickRow[]> {
  const { rows } = await database.pool.query<{ key: string; run_at: Date }>(
    "select key, run_at from graphile_worker.jobs where task_identifier = 'tick' and key is not null order by run_at",
  );
  return rows.map(({ key, run_at }) => ({ incident: key.slice("tick:".length), at: run_at.toISOString() }));
}

const withoutEffects = () =>
  database.pool.query(`delete from graphile_worker._private_jobs where key not like 'tick:%'`);

beforeEach(async () => {
  await database.pool.query(
    "truncate incidents, inbox, performing, workers cascade; delete from graphile_worker._private_jobs",
  );
});
afterEach(() => {
  vi.restoreAllMocks();
});

describe("an incident has one tick, at its next strike", () => {
  test("planned with the declaration, and moved when the next strike moves", async () => {
    const incident = await declaredAgo(database.pool, 0);
    expect(await ticks()).toEqual([{ incident: incident.id, at: addMinutes(incident.declaredAt, 5) }]);
    const take = { kind: "assign-role", by: ana, role: "lead", person: ana, incident: incident.id } as const;
    await handleWith()(take);
    expect(await ticks()).toEqual([{ incident: incident.id, at: addMinutes(incident.declaredAt, 15) }]);
  });

  test("a refusal plans nothing", async () => {
    await handleWith()({
      kind: "declare",
      by: ana,
      title: "x",
      service: "nonsense",
      isDrill: false,
      isPrivate: false,
    });
    expect(await ticks()).toEqual([]);
  });

  test("a tick that comes too early strikes nothing and is planned anew", async () => {
    const { id, version } = await declaredAgo(database.pool, 0);
    const [planned] = await ticks();
    await database.pool.query("delete from graphile_worker._private_jobs where key like 'tick:%'");
    await handleWith()({ kind: "tick", incident: id });
    expect(await ticks()).toEqual([planned]);
    expect((await findIncident(database.pool, id))?.version).toBe(version);
  });

  test("ticks that the queue has lost are found by their incidents; those it holds are left alone", async () => {
    const lost = await declaredAgo(database.pool, 0);
    const [planned] = await ticks();
    await database.pool.query("delete from graphile_worker._private_jobs where key like 'tick:%'");
    const held = await declaredAgo(database.pool, -60);
    await restoreTicks(database.pool, unscaled, "lost");
    expect(await ticks()).toEqual([planned, { incident: held.id, at: addMinutes(held.declaredAt, 5) }]);
    expect(planned?.incident).toBe(lost.id);
  });
});

describe("clocks strike once, whatever happens", () => {
  test("one of two replicas is killed in the middle: nothing is lost, nothing is doubled", {
    timeout: 40_000,
  }, async () => {
    const many = 300;
    for (let count = 0; count < many; count++) await declaredAgo(database.pool, 20);
    await withoutEffects();
    const script = fileURLToPath(new URL("./striking-replica.ts", import.meta.url));
    const child = spawn(process.execPath, ["--import", "tsx", script, database.url], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(child.stdout, "data");
    const survivor = replica(database.url, perform);
    const exited = once(child, "exit");
    child.kill("SIGKILL");
    await exited;
    await expect.poll(async () => (await struck(database.pool)).length, { timeout: 30_000 }).toBe(3 * many);
    await survivor.end();
    const strikes = (await struck(database.pool)).map(({ incident, clock }) => `${incident} ${clock}`);
    expect(new Set(strikes).size).toBe(strikes.length);
  });

  test("what was due while nobody was there is struck on return, once, and says how late", async () => {
    await declaredAgo(database.pool, 120);
    await withoutEffects();
    const one = replica(database.url, perform);
    await expect.poll(async () => (await struck(database.pool)).length, { timeout: 15_000 }).toBe(3);
    await one.end();
    const strikes = (await struck(database.pool)).map(({ clock, late }) => [clock, late]);
    expect(strikes).toEqual([
      ["acknowledge", 105],
      ["lead", 115],
      ["update", 105],
    ]);
  });

  test("higher severities strike first", async () => {
    const low = new Set<string>();
    for (let count = 0; count < 60; count++) low.add((await declaredAgo(database.pool, 20, "P3")).id);
    for (let count = 0; count < 50; count++) await declaredAgo(database.pool, 20, "P0");
    await withoutEffects();
    const one = replica(database.url, perform, { concurrency: 1 });
    await expect.poll(async () => (await struck(database.pool)).length, { timeout: 15_000 }).toBe(3 * 110);
    await one.end();
    const isLow = (await struck(database.pool)).map(({ incident }) => low.has(incident));
    expect(isLow.lastIndexOf(false)).toBeLessThan(isLow.indexOf(true));
  });

  test("one incident whose clocks cannot be struck keeps no other from it", async () => {
    const broken = await declaredAgo(database.pool, 20);
    const { id } = await declaredAgo(database.pool, 20);
    await database.pool.query("update incidents set state = state - 'terms' where id = $1", [broken.id]);
    await withoutEffects();
    const one = replica(database.url, perform);
    await expect.poll(async () => (await struck(database.pool)).length, { timeout: 15_000 }).toBe(3);
    await one.end();
    expect(new Set((await struck(database.pool)).map(({ incident }) => incident))).toEqual(new Set([id]));
  });
});

describe("only Postgres's clock counts", () => {
  test.each([-1, 1])("this machine's clock jumps by %d hour: nothing strikes early, or late", async (hours) => {
    const due = await declaredAgo(database.pool, 5.01);
    const notDue = await declaredAgo(database.pool, 4);
    await withoutEffects();
    const real = Date.now;
    vi.spyOn(Date, "now").mockImplementation(() => real() + hours * 3_600_000);
    const one = replica(database.url, perform);
    await expect.poll(async () => (await struck(database.pool)).length, { timeout: 15_000 }).toBe(1);
    await one.end();
    expect(await struck(database.pool)).toEqual([{ incident: due.id, clock: "lead", late: 0 }]);
    const { rows } = await database.pool.query(
      "select abs(extract(epoch from now() - max(at))) < 30 as near from incident_events",
    );
    expect(rows).toEqual([{ near: true }]);
    expect((await findIncident(database.pool, notDue.id))?.clocks).toEqual({});
  });
});

describe("a sandbox's time", () => {
  test("runs faster, so that what is due in a quarter of an hour is due in 15 seconds", async () => {
    const realNow = Date.now();
    const time = createTimeMachine(60, () => realNow);
    const at = new Date(realNow).toISOString();
    expect(time.incidentTime(new Date(realNow + 15_000).toISOString())).toBe(addMinutes(at, 15));
    expect(time.realTime(addMinutes(at, 15))).toBe(new Date(realNow + 15_000).toISOString());
  });

  test("never jumps back when it is slowed down, and ticks follow it", async () => {
    let realMs = Date.parse("2026-11-21T03:00:00.000Z");
    const time = createTimeMachine(60, () => realMs);
    realMs += 10_000;
    const before = time.now();
    time.run(1);
    expect(time.now()).toBe(before);
    time.skip(15);
    expect(time.now()).toBe(addMinutes(before, 15));
    const behind = new Date(realMs - 5_000).toISOString();
    expect(Date.parse(time.incidentTime(behind))).toBe(Date.parse(time.now()));
  });

  test("all ticks are planned anew when its pace changes", async () => {
    const { declaredAt, id } = await declaredAgo(database.pool, 0);
    const time = createTimeMachine(1, () => Date.parse(declaredAt));
    time.run(60);
    await restoreTicks(database.pool, time, "all");
    expect(await ticks()).toEqual([{ incident: id, at: addMinutes(declaredAt, 5 / 60) }]);
  });
});
