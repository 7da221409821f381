import { randomUUID } from "node:crypto";
import { beforeEach, expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/types.ts";
import { findRequest } from "../../src/store/requests.ts";
import { withDatabase } from "../database.ts";
import { done, said, starting, withReplicas } from "./replicas.ts";
import { ana, ben, catalog, member } from "./scenario.ts";

const database = withDatabase();
let policy: Catalog = catalog;
const replicas = withReplicas(database, () => policy);

/** A deploy freeze that stands from now on. */
const frozen: Catalog = {
  ...catalog,
  organization: {
    ...catalog.organization,
    deployFreezes: [
      {
        ...{ name: "Sales", reason: "full", timeZone: "UTC", environments: [], changes: "one-more-approver" },
        when: { kind: "once", from: "2000-01-01T00:00", until: "2100-01-01T00:00" },
      },
    ],
  },
};

beforeEach(() => {
  policy = catalog;
});

test("a freeze that begins after the grant is seen by whichever replica is first; the run waits for one more, and runs once", async () => {
  const request = await replicas.grant(await replicas.incident(), ana);
  policy = frozen;
  const starts = await Promise.all(
    [replicas.first, replicas.second].map(({ handle }) => handle(starting(request, randomUUID()))),
  );
  expect(starts.map(said).sort()).toEqual(["more-needed", "not-granted"]);
  const { rows: locks } = await database.pool.query("select 1 from target_locks");
  expect(locks).toEqual([]);
  await replicas.approve(request, ben);
  await database.pool.query("delete from graphile_worker._private_jobs");
  expect(said(await replicas.confirm(request))).toBe("granted");
  const { rows: jobs } = await database.pool.query("select key from graphile_worker._private_jobs where key like $1", [
    "%run-change",
  ]);
  expect(jobs).toEqual([{ key: `${request}:run-change` }]);
  const again = await Promise.all(
    [replicas.first, replicas.second].map(({ handle }) => handle(starting(request, randomUUID()))),
  );
  expect(again.map(said).sort()).toEqual(["not-granted", "run-started"]);
});

test("two approvers on two replicas in the moment it begins are two votes, counted once each under the new rule", async () => {
  const request = await replicas.open(await replicas.incident());
  const asked = await Promise.all(
    [ana, ben].map((by, n) => [replicas.first, replicas.second][n]!.handle({ kind: "approve", request, by })),
  );
  policy = frozen;
  const counted = await Promise.all(
    asked.map((one, n) => {
      const pending = done(one).events[0]!.version;
      const answer = { kind: "record-membership", request, pending, membership: member } as const;
      return [replicas.second, replicas.first][n]!.handle(answer);
    }),
  );
  expect(counted.map(said).sort()).toEqual(["more-needed vote-counted", "vote-counted quorum-met"]);
  expect((await findRequest(database.pool, request))?.needed.count).toBe(2);
  expect(said(await replicas.confirm(request))).toBe("granted");
});
