import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import type { AskChange, RequestCommand, ToRequest } from "../../src/approval/command.ts";
import type { Membership } from "../../src/approval/request.ts";
import type { Catalog } from "../../src/catalog/types.ts";
import { createHandle } from "../../src/handle.ts";
import { createHandleFreeze, type HandleFreeze } from "../../src/handle-freeze.ts";
import { createHandleRequest, type HandleRequest, type RequestOutcome } from "../../src/handle-request.ts";
import { createPool, type Pool } from "../../src/store/pool.ts";
import type { TimeScale } from "../../src/store/time-scale.ts";
import type { TestDatabase } from "../database.ts";
import { quiet } from "../quiet.ts";
import { member, needing, preview, requester, rollback } from "./scenario.ts";

export const auditKey = "a-key-of-a-test-that-is-long-enough";

export interface TestReplica {
  readonly pool: Pool;
  readonly handle: HandleRequest;
  readonly freeze: HandleFreeze;
}

/** Two replicas on one database, each with connections of its own, and a clock for both that can be put forward. */
export function withReplicas(database: TestDatabase, catalog: () => Catalog = () => needing(1)) {
  const replicas: TestReplica[] = [];
  let aheadMs = 0;
  const moved = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();
  const time: TimeScale = {
    incidentTime: (at) => moved(at, aheadMs),
    realTime: (at) => moved(at, -aheadMs),
  };
  const parts = { catalog, newId: randomUUID, log: quiet, time, auditKey };
  const changes = { now: "on" as "on" | "off" };

  beforeAll(() => {
    for (let n = 0; n < 2; n++) {
      const pool = createPool(database.url, { log: quiet });
      const handle: HandleRequest = (command, delivery) =>
        createHandleRequest({ ...parts, pool, changes: changes.now })(command, delivery);
      replicas.push({ pool, handle, freeze: createHandleFreeze({ ...parts, pool }) });
    }
  });
  afterAll(() => Promise.all(replicas.map(({ pool }) => pool.end())));

  const one = (n: number): TestReplica => {
    const replica = replicas[n];
    if (!replica) throw new Error("replicas are there from beforeAll on");
    return replica;
  };
  const at = (n: number, command: RequestCommand): Promise<RequestOutcome> => one(n).handle(command);

  return {
    changes,
    get first() {
      return one(0);
    },
    get second() {
      return one(1);
    },
    ahead: (minutes: number) => {
      aheadMs = minutes * 60_000;
    },
    /** Declares an incident; resolves to its id. */
    async incident(more: { readonly isDrill?: boolean } = {}): Promise<string> {
      const declare = createHandle({ ...parts, pool: one(0).pool });
      const outcome = await declare({
        ...{ kind: "declare", by: requester, title: "Uploads fail", service: "podcast", severity: "P0" },
        ...{ isDrill: false, isPrivate: false, ...more },
      });
      if (outcome.kind !== "done") throw new Error(JSON.stringify(outcome));
      return outcome.incident.id;
    },
    /** Asks for a change and shows its preview; resolves to the id of the request. */
    async open(incident: string, ask: Partial<AskChange> = {}): Promise<string> {
      const { id } = done(await at(0, { ...rollback, ...ask, incident })).request;
      done(await at(0, { kind: "record-preview", request: id, requester: member, preview: preview() }));
      return id;
    },
    /** Presses Approve on one replica; another looks the person up. */
    async approve(request: string, by: string, membership: Membership = member): Promise<void> {
      const asked = done(await at(0, { kind: "approve", request, by })).events.at(-1);
      if (!asked) return;
      done(await at(1, { kind: "record-membership", request, pending: asked.version, membership }));
    },
    /** Everybody who voted is still a member. */
    async confirm(request: string): Promise<RequestOutcome> {
      const { rows } = await one(0).pool.query<{
        state: { state: { confirming: { round: number; voters: string[] } } };
      }>("select state from requests where id = $1", [request]);
      const { round, voters } = rows[0]!.state.state.confirming;
      const memberships = Object.fromEntries(voters.map((voter) => [voter, member]));
      return at(1, { kind: "record-quorum", request, round, memberships });
    },
    async grant(incident: string, by: string, ask: Partial<AskChange> = {}): Promise<string> {
      const request = await this.open(incident, ask);
      await this.approve(request, by);
      done(await this.confirm(request));
      return request;
    },
  };
}

export const starting = (request: string, run: string = randomUUID()): ToRequest => ({
  ...{ kind: "start-run", request, run, preview: preview(), runbookHash: rollback.runbook?.hash },
});

export function done(outcome: RequestOutcome): Extract<RequestOutcome, { readonly kind: "done" }> {
  if (outcome.kind !== "done") throw new Error(`expected done, not ${JSON.stringify(outcome)}`);
  return outcome;
}

/** The kinds of events, or the code of a refusal. */
export function said(outcome: RequestOutcome): string {
  switch (outcome.kind) {
    case "done":
      return outcome.events.map(({ event }) => event.kind).join(" ");
    case "refused":
      return outcome.refusal.code;
    case "repeated":
      return `repeated ${said(outcome.first)}`;
  }
}
