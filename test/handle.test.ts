import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { createHandle, type FirstOutcome, type Outcome } from "../src/handle.ts";
import type { Incident } from "../src/incident/incident.ts";
import { eventsSince } from "../src/store/events.ts";
import { StoreFault } from "../src/store/fault.ts";
import { findIncident } from "../src/store/find-incident.ts";
import { createPool } from "../src/store/pool.ts";
import { save } from "../src/store/save.ts";
import { withDatabase } from "./database.ts";
import { ana, ben, catalog } from "./incident/scenario.ts";
import { quiet } from "./quiet.ts";

const database = withDatabase();
const handleWith = (pool = database.pool) =>
  createHandle({ pool, catalog: () => catalog, newId: randomUUID, log: quiet });
const declare = {
  kind: "declare",
  by: ana,
  title: "API down",
  service: "podcast",
  severity: "P1",
  isDrill: false,
  isPrivate: false,
} as const;

const count = async (table: string): Promise<number> => {
  const { rows } = await database.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
  return rows[0]!.count;
};
const done = (outcome: Outcome): Extract<FirstOutcome, { kind: "done" }> => {
  if (outcome.kind !== "done") throw new Error(`expected done, not ${JSON.stringify(outcome)}`);
  return outcome;
};
const declared = async (): Promise<Incident> => done(await handleWith()(declare)).incident;

beforeEach(async () => {
  await database.pool.query(
    "truncate incidents, incident_events, messages, inbox; delete from graphile_worker._private_jobs",
  );
});

describe("a command is handled whole or not at all", () => {
  test("a declaration stores the incident, its first event and what the world is owed", async () => {
    const incident = await declared();
    expect(await findIncident(database.pool, incident.id)).toEqual(incident);
    expect((await eventsSince(database.pool, incident.id, 0)).map((one) => one.event.kind)).toEqual([
      "incident-declared",
    ]);
    const { rows } = await database.pool.query(
      "select key from graphile_worker.jobs where task_identifier = 'perform' order by priority",
    );
    expect(rows.map((row) => row.key.split(":")[1])).toEqual(["page-declared", "open-channel", "announcement"]);
  });

  test("a refusal stores nothing", async () => {
    const outcome = await handleWith()({ ...declare, service: "nonsense" });
    expect(outcome.kind).toBe("refused");
    expect([await count("incidents"), await count("graphile_worker.jobs")]).toEqual([0, 0]);
  });

  test("when the last statement fails, no event, no job and no claim on the delivery is left", async () => {
    await database.pool.query("alter table inbox add constraint broken check (outcome is null)");
    await expect(handleWith()(declare, { key: "k" })).rejects.toThrow("broken");
    await database.pool.query("alter table inbox drop constraint broken");
    expect([
      await count("incidents"),
      await count("incident_events"),
      await count("inbox"),
      await count("graphile_worker.jobs"),
    ]).toEqual([0, 0, 0, 0]);
  });

  test("an id that names nothing is refused in words", async () => {
    for (const incident of [randomUUID(), "not-an-id"]) {
      const outcome = await handleWith()({ kind: "resolve", by: ana, text: "fixed", incident });
      expect(outcome).toMatchObject({ kind: "refused", refusal: { code: "unknown-incident" } });
    }
  });

  test("asking for what is so already changes nothing", async () => {
    const { id } = await declared();
    const command = { kind: "record-part-done", incident: id, part: "page" } as const;
    await handleWith()(command);
    expect(done(await handleWith()(command)).events).toEqual([]);
    expect(await count("incident_events")).toBe(2);
  });
});

describe("a delivery is handled once", () => {
  test("five deliveries of the same declaration at once make one incident", async () => {
    const handle = handleWith();
    const outcomes = await Promise.all([1, 2, 3, 4, 5].map(() => handle(declare, { key: "trigger" })));
    expect(outcomes.map((one) => one.kind).sort()).toEqual(["done", "repeated", "repeated", "repeated", "repeated"]);
    expect(await count("incidents")).toBe(1);
  });

  test("the repetition tells the first outcome, with the incident as it is now", async () => {
    const handle = handleWith();
    const first = done(await handle(declare, { key: "k1" }));
    await handle({ kind: "assign-role", by: ana, role: "lead", person: ben, incident: first.incident.id });
    const again = await handle(declare, { key: "k1" });
    expect(again).toMatchObject({ kind: "repeated", first: { kind: "done", incident: { roles: { lead: ben } } } });
    expect(again.kind === "repeated" && again.first.kind === "done" && again.first.events).toEqual(first.events);
  });

  test("a refusal is told again, too", async () => {
    const first = await handleWith()({ ...declare, title: " " }, { key: "k2" });
    expect(await handleWith()(declare, { key: "k2" })).toEqual({ kind: "repeated", first });
  });
});

describe("two people act at once", () => {
  test("their commands go one after the other, and none is lost", async () => {
    const { id } = await declared();
    const handle = handleWith();
    const texts = Array.from({ length: 8 }, (_, index) => `entry ${index}`);
    await Promise.all(texts.map((text) => handle({ kind: "add-timeline-entry", by: ana, text, incident: id })));
    const events = await eventsSince(database.pool, id, 1);
    expect(events.map((one) => one.version)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    expect(events.map((one) => one.event.kind === "timeline-entry-added" && one.event.text).sort()).toEqual(texts);
    expect(events.map((one) => one.at)).toEqual(events.map((one) => one.at).sort());
  });

  test("who decided on an older picture is told what changed", async () => {
    const { id, version } = await declared();
    await handleWith()({ kind: "change-severity", by: ana, severity: "P0", seen: version, incident: id });
    const late = await handleWith()({ kind: "change-severity", by: ben, severity: "P2", seen: version, incident: id });
    expect(late).toMatchObject({ kind: "refused", refusal: { code: "changed-meanwhile" } });
  });

  test("a state is never stored over a newer one", async () => {
    const incident = await declared();
    const stale = save(database.pool, { from: 7, after: incident, recorded: [], owed: [] });
    await expect(stale).rejects.toThrow("no longer at version 7");
  });
});

describe("a fault is told from a bug", () => {
  test("a row that stays locked is a fault after a second and a half", async () => {
    const { id } = await declared();
    const holder = await database.pool.connect();
    await holder.query("begin");
    await holder.query("select 1 from incidents where id = $1 for update", [id]);
    const outcome = handleWith()({ kind: "resolve", by: ana, text: "fixed", incident: id }).catch(
      (error: unknown) => error,
    );
    const fault = await outcome;
    await holder.query("rollback");
    holder.release();
    expect(fault).toBeInstanceOf(StoreFault);
    expect(fault).toMatchObject({ code: "55P03", retry: { kind: "backoff" }, outcome: "not-done" });
  });

  test("a server that is not there is a fault with advice", async () => {
    const pool = createPool("postgres://nobody@127.0.0.1:1/none", { log: quiet });
    const fault = await handleWith(pool)(declare).catch((error: unknown) => error);
    await pool.end();
    expect(fault).toMatchObject({
      name: "StoreFault",
      code: "ECONNREFUSED",
      advice: expect.stringContaining("DATABASE_URL"),
    });
  });

  test("a broken statement is a bug", async () => {
    await database.pool.query("alter table incidents rename column state to other");
    const error = await handleWith()(declare).catch((thrown: unknown) => thrown);
    await database.pool.query("alter table incidents rename column other to state");
    expect(error).not.toBeInstanceOf(StoreFault);
    expect(error).toBeInstanceOf(Error);
  });
});
