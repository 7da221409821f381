import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { createHandle } from "../../src/handle.ts";
import type { Incident } from "../../src/incident/incident.ts";
import { findAttempt, forgetAttempt, rememberAttempt } from "../../src/store/attempts.ts";
import { eventsSince, timeline } from "../../src/store/events.ts";
import { findIncident } from "../../src/store/find-incident.ts";
import { findIncidentByChannel } from "../../src/store/find-incident-by-channel.ts";
import { findIncidentByNumber } from "../../src/store/find-incident-by-number.ts";
import { listIncidents, listOpenIncidents } from "../../src/store/list-incidents.ts";
import { findMessage, forgetMessage, rememberSent, reserveMessage } from "../../src/store/messages.ts";
import { tidyQueue } from "../../src/store/tidy-queue.ts";
import { unscaled } from "../../src/store/time-scale.ts";
import { withDatabase } from "../database.ts";
import { ana, ben, catalog } from "../incident/scenario.ts";
import { quiet } from "../quiet.ts";

const database = withDatabase();
let open: Incident;
let hidden: Incident;
let resolved: Incident;
let other: Incident;

const declare = async (title: string, more: { service?: string; isPrivate?: boolean } = {}): Promise<Incident> => {
  const handle = createHandle({ pool: database.pool, catalog: () => catalog, newId: randomUUID, log: quiet });
  const command = {
    kind: "declare",
    by: ana,
    title,
    service: "podcast",
    severity: "P1",
    isDrill: false,
    isPrivate: false,
    ...more,
  } as const;
  const outcome = await handle(command);
  if (outcome.kind !== "done") throw new Error("not declared");
  return outcome.incident;
};

beforeAll(async () => {
  const handle = createHandle({ pool: database.pool, catalog: () => catalog, newId: randomUUID, log: quiet });
  open = await declare("open");
  hidden = await declare("hidden", { isPrivate: true });
  resolved = await declare("resolved");
  await handle({ kind: "resolve", by: ana, text: "fixed", incident: resolved.id });
  other = await declare("other", { service: "blog" });
  await handle({ kind: "record-channel", channel: { id: "C7", name: "inc-1" }, incident: open.id });
});

const titles = (incidents: readonly Incident[]): readonly string[] => incidents.map((one) => one.title);

describe("lists", () => {
  test("open incidents come newest first; a private one is listed for its own people alone", async () => {
    expect(titles(await listOpenIncidents(database.pool, { viewer: ana, limit: 10 }))).toEqual([
      "other",
      "hidden",
      "open",
    ]);
    expect(titles(await listOpenIncidents(database.pool, { viewer: ben, limit: 10 }))).toEqual(["other", "open"]);
  });

  test("they can be asked of one service", async () => {
    const page = { viewer: ana, limit: 10, service: "blog-engine" };
    expect(titles(await listOpenIncidents(database.pool, page))).toEqual(["other"]);
  });

  test("recent ones include the resolved; a page begins below the last number of the one before", async () => {
    expect(titles(await listIncidents(database.pool, { filter: { status: "all" }, viewer: ben, limit: 2 }))).toEqual([
      "other",
      "resolved",
    ]);
    const next = await listIncidents(database.pool, {
      filter: { status: "all" },
      viewer: ben,
      limit: 2,
      before: resolved.number,
    });
    expect(titles(next)).toEqual(["open"]);
  });

  test("the list of open incidents stays flat: it is read from an index that holds no resolved ones", async () => {
    const client = await database.pool.connect();
    await client.query("begin; set local enable_seqscan = off");
    const { rows } = await client.query<{ "QUERY PLAN": string }>(
      "explain select state from incidents where status <> 'resolved' and number < 100000 order by number desc limit 20",
    );
    await client.query("rollback");
    client.release();
    expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("incidents_open");
  });
});

describe("finding one", () => {
  test("by id, number or its own channel", async () => {
    expect((await findIncident(database.pool, open.id))?.title).toBe("open");
    expect((await findIncidentByNumber(database.pool, hidden.number))?.title).toBe("hidden");
    expect((await findIncidentByChannel(database.pool, "C7"))?.title).toBe("open");
  });

  test("what names nothing finds nothing", async () => {
    expect(await findIncident(database.pool, "INC-1'; drop table incidents")).toBeUndefined();
    expect(await findIncidentByNumber(database.pool, 1.5)).toBeUndefined();
    expect(await findIncidentByChannel(database.pool, "C8")).toBeUndefined();
    expect(await eventsSince(database.pool, "nonsense", 0)).toEqual([]);
  });

  test("the timeline comes in pages, newest first", async () => {
    const kinds = async (page: { limit: number; before?: number }) =>
      (await timeline(database.pool, resolved.id, page)).map((one) => one.event.kind);
    expect(await kinds({ limit: 1 })).toEqual(["incident-resolved"]);
    expect(await kinds({ limit: 1, before: 2 })).toEqual(["incident-declared"]);
  });
});

describe("messages and attempts", () => {
  test("a message is reserved once; who comes second is told what is known", async () => {
    const place = { incident: other.id, surface: "card", channel: "C9" } as const;
    const both = await Promise.all([reserveMessage(database.pool, place), reserveMessage(database.pool, place)]);
    expect(both.map((one) => one.kind).sort()).toEqual(["reserved", "sending"]);
    await rememberSent(database.pool, { ...place, ts: "1.2", hash: "h" });
    expect(await reserveMessage(database.pool, place)).toEqual({ kind: "sent", channel: "C9", ts: "1.2", hash: "h" });
    await forgetMessage(database.pool, place);
    expect(await findMessage(database.pool, place)).toBeUndefined();
  });

  test("a second attempt finds the words of the first, until the outcome is known", async () => {
    await rememberAttempt(database.pool, "channel", { name: "inc-1" });
    const { body } = await rememberAttempt(database.pool, "channel", { name: "inc-2" });
    expect(body).toEqual({ name: "inc-1" });
    await forgetAttempt(database.pool, "channel");
    expect(await findAttempt(database.pool, "channel")).toBeUndefined();
  });
});

test("tidying keeps what may still be asked for", async () => {
  await database.pool.query("insert into inbox (key, at) values ('old', now() - interval '31 days'), ('new', now())");
  await database.pool.query(
    "insert into performing (key, job) select key, id from graphile_worker._private_jobs limit 1",
  );
  await database.pool.query("insert into performing (key, job) values ('ended', 0)");
  await tidyQueue(database.pool, unscaled);
  const { rows } = await database.pool.query(
    "select key from inbox union select key from performing where key = 'ended'",
  );
  expect(rows).toEqual([{ key: "new" }]);
  expect((await database.pool.query("select 1 from performing")).rows).toHaveLength(1);
});
