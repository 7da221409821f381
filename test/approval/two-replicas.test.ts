import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { mayStillRun } from "../../src/approval/lease.ts";
import type { Catalog } from "../../src/catalog/types.ts";
import { eventsSince } from "../../src/store/events.ts";
import { findRequest, findRequestNow, requestEvents, saveRequest, waitingRequests } from "../../src/store/requests.ts";
import { withDatabase } from "../database.ts";
import { done, said, starting, withReplicas } from "./replicas.ts";
import { ana, ben, cleo, member, needing, requester, rollback } from "./scenario.ts";

const database = withDatabase();
let policy: Catalog = needing(1);
const replicas = withReplicas(database, () => policy);

beforeEach(async () => {
  policy = needing(1);
  replicas.changes.now = "on";
  replicas.ahead(0);
  await database.pool.query("delete from target_locks; delete from freezes");
});

const stateOf = async (request: string) => (await findRequest(database.pool, request))?.state;
const kinds = async (request: string) => (await requestEvents(database.pool, request)).map(({ event }) => event.kind);
const both = <T>(work: (replica: typeof replicas.first) => Promise<T>) =>
  Promise.all([replicas.first, replicas.second].map(work));

describe("invariant 3 over two replicas: a grant executes at most once", () => {
  test("attack: two executors take the same grant in the same millisecond", async () => {
    const request = await replicas.grant(await replicas.incident(), ana);
    const outcomes = await both(({ handle }) => handle(starting(request)));
    expect(outcomes.map(said).sort()).toEqual(["not-granted", "run-started"]);
    expect((await kinds(request)).filter((kind) => kind === "run-started")).toHaveLength(1);
  });

  test("right before its call an execution asks whether it still may, by Postgres's clock", async () => {
    const request = await replicas.grant(await replicas.incident(), ana);
    const run = randomUUID();
    const may = async () => {
      const found = await findRequestNow(replicas.second.pool, request);
      return found !== undefined && mayStillRun(found.request, run, found.postgres);
    };
    expect(await may()).toBe(false);
    await replicas.first.handle(starting(request, run));
    expect(await may()).toBe(true);
    await replicas.first.handle({ kind: "record-run-done", request, run, text: "rolled back" });
    expect(await may()).toBe(false);
  });

  test("one that dies leaves an unknown outcome when its lease is over, and nobody runs it again", async () => {
    const request = await replicas.grant(await replicas.incident(), ana);
    await replicas.first.handle(starting(request));
    expect(said(await replicas.second.handle({ kind: "tick", request }))).toBe("");
    await database.pool.query(
      `update requests set state = jsonb_set(state, '{state,lease,until}', to_jsonb('2020-01-01T00:00:00.000Z'::text)) where id = $1`,
      [request],
    );
    expect(said(await replicas.second.handle({ kind: "tick", request }))).toBe("run-lost");
    expect(said(await replicas.second.handle(starting(request)))).toBe("not-granted");
    const { rows } = await database.pool.query("select key from graphile_worker.jobs where key = $1", [
      `${request}:inspect-change`,
    ]);
    expect(rows).toHaveLength(1);
  });

  test("attack: a worker that was frozen writes an older state over a newer one", async () => {
    const request = await replicas.grant(await replicas.incident(), ana);
    const before = (await findRequest(database.pool, request))!;
    await replicas.second.handle({ kind: "withdraw", request, by: requester });
    const stale = saveRequest(database.pool, {
      from: before.version,
      after: before,
      recorded: [],
      nextTick: undefined,
    });
    await expect(stale).rejects.toThrow("no longer at version");
  });
});

describe("invariant 4 and 5 over two replicas", () => {
  test("two approvers in the same millisecond on two replicas are two votes and one quorum", async () => {
    policy = needing(2);
    const request = await replicas.open(await replicas.incident());
    const asked = await Promise.all([
      replicas.first.handle({ kind: "approve", request, by: ana }),
      replicas.second.handle({ kind: "approve", request, by: ben }),
    ]);
    const versions = asked.map((one) => done(one).events[0]!.version);
    const counted = await Promise.all(
      versions.map((pending, n) =>
        [replicas.first, replicas.second][n]!.handle({
          kind: "record-membership",
          request,
          pending,
          membership: member,
        }),
      ),
    );
    expect(counted.map(said).sort()).toEqual(["vote-counted", "vote-counted quorum-met"]);
    expect(said(await replicas.confirm(request))).toBe("granted");
  });

  test("attack: one approver votes on both replicas at once, and is one", async () => {
    policy = needing(2);
    const request = await replicas.open(await replicas.incident());
    const asked = await both(({ handle }) => handle({ kind: "approve", request, by: ana }));
    expect(asked.map(said).sort()).toEqual(["", "act-asked"]);
    const pending = asked.map(done).flatMap(({ events }) => events)[0]!.version;
    await both(({ handle }) => handle({ kind: "record-membership", request, pending, membership: member }));
    expect((await findRequest(database.pool, request))?.votes.map(({ person }) => person)).toEqual([ana]);
  });
});

describe("invariant 6 over two replicas", () => {
  test("the server's clock decides: what expired on one is expired on the other", async () => {
    const request = await replicas.open(await replicas.incident());
    replicas.ahead(15);
    expect(said(await replicas.second.handle({ kind: "approve", request, by: ana }))).toBe("expired");
    expect((await both(({ handle }) => handle({ kind: "tick", request }))).map(said).sort()).toEqual(["", "expired"]);
    expect(await stateOf(request)).toMatchObject({ kind: "expired", what: "request" });
  });

  test("each deadline is a job in the queue, planned with the fact it follows from", async () => {
    const request = await replicas.open(await replicas.incident());
    const { rows } = await database.pool.query<{ minutes: number }>(
      `select round(extract(epoch from run_at - now()) / 60)::int as minutes from graphile_worker.jobs where key = $1`,
      [`tick:request:${request}`],
    );
    expect(rows).toEqual([{ minutes: 5 }]);
  });
});

describe("invariant 7 over two replicas", () => {
  test("attack: the same click delivered five times to both is handled once, and told again", async () => {
    const request = await replicas.open(await replicas.incident());
    const delivery = { key: `click-${request}` };
    const outcomes = await Promise.all(
      [0, 1, 0, 1, 0].map((n) =>
        (n === 0 ? replicas.first : replicas.second).handle({ kind: "approve", request, by: ana }, delivery),
      ),
    );
    expect(outcomes.map(said).sort()).toEqual(["act-asked", ...Array(4).fill("repeated act-asked")]);
  });

  test("attack: a request delivered twice is one request", async () => {
    const incident = await replicas.incident();
    const delivery = { key: randomUUID() };
    await both(({ handle }) => handle({ ...rollback, incident }, delivery));
    expect(await waitingRequests(database.pool, incident)).toHaveLength(1);
  });

  test("attack: an id that names nothing, or is none", async () => {
    for (const request of [randomUUID(), "1; drop table requests"]) {
      expect(said(await replicas.first.handle({ kind: "approve", request, by: ana }))).toBe("unknown-request");
    }
  });
});

describe("invariant 11 over two replicas: one change at a time per target, whatever the incident", () => {
  test("of two grants for one target one runs; the other waits, and runs when the first has ended", async () => {
    const one = await replicas.grant(await replicas.incident(), ana);
    const other = await replicas.grant(await replicas.incident(), ben);
    const run = randomUUID();
    const outcomes = await Promise.all([
      replicas.first.handle(starting(one, run)),
      replicas.second.handle(starting(other, run)),
    ]);
    expect(outcomes.map(said).sort()).toEqual(["run-started", "target-busy"]);
    const [ran, waits] = said(outcomes[0]!) === "run-started" ? [one, other] : [other, one];
    await replicas.first.handle({ kind: "record-run-done", request: ran, run, text: "rolled back" });
    expect(said(await replicas.second.handle(starting(waits)))).toBe("run-started");
  });

  test("a target whose last change has an unknown outcome waits for a person", async () => {
    const [one, other] = [
      await replicas.grant(await replicas.incident(), ana),
      await replicas.grant(await replicas.incident(), ben),
    ];
    const run = randomUUID();
    await replicas.first.handle(starting(one, run));
    await replicas.first.handle({
      ...{ kind: "record-run-failed", request: one, run, reason: "the connection broke", outcome: "unknown" },
    });
    expect(said(await replicas.second.handle(starting(other)))).toBe("target-busy");
    const settle = { kind: "settle", request: one, by: cleo, wasDone: false, text: "still 2.3.1" } as const;
    const pending = done(await replicas.first.handle(settle)).events[0]!.version;
    await replicas.second.handle({ kind: "record-membership", request: one, pending, membership: member });
    expect(said(await replicas.second.handle(starting(other)))).toBe("run-started");
  });

  test("a grant that was refused for another reason holds nothing", async () => {
    const request = await replicas.grant(await replicas.incident(), ana);
    policy = needing(3);
    expect(said(await replicas.first.handle(starting(request)))).toBe("voided");
    const { rows } = await database.pool.query("select 1 from target_locks");
    expect(rows).toEqual([]);
  });

  test("other targets do not wait", async () => {
    const one = await replicas.grant(await replicas.incident(), ana);
    const other = await replicas.grant(await replicas.incident(), ana, { target: "kubernetes/podcast/deployment/web" });
    expect((await Promise.all([one, other].map((id) => replicas.first.handle(starting(id))))).map(said)).toEqual([
      "run-started",
      "run-started",
    ]);
  });
});

describe("all of it or nothing", () => {
  test("the incident's story tells it, in the same transaction", async () => {
    const incident = await replicas.incident();
    await replicas.grant(incident, ana);
    const told = (await eventsSince(database.pool, incident, 1)).map(({ event }) =>
      event.kind === "change-recorded" ? `${event.change.news} ${event.change.by ?? event.change.people}` : event.kind,
    );
    expect(told).toEqual([`asked ${requester}`, `granted ${ana}`]);
  });

  test("a fact that cannot be sealed in the audit has not happened", async () => {
    const incident = await replicas.incident();
    const request = await replicas.open(incident);
    await database.pool.query("alter table audit add constraint broken check (sequence < 0) not valid");
    const failed = replicas.first.handle({ kind: "approve", request, by: ana });
    await expect(failed).rejects.toThrow("broken");
    await database.pool.query("alter table audit drop constraint broken");
    expect(await kinds(request)).toEqual(["request-asked", "plan-previewed"]);
  });
});
