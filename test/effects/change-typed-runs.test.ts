import { expect, test, vi } from "vitest";
import { findRequest } from "../../src/store/requests.ts";
import { ana, requester } from "../approval/scenario.ts";
import { withDatabase } from "../database.ts";
import { withPerformer } from "./change-bench.ts";

const database = withDatabase();
const bench = withPerformer(database);
const { target } = bench;
const typed = { by: requester, values: { secretString: "hunter2 hunter2" } };

/** Approved with what the target looks like now; nobody works off the queue any more. */
async function granted(): Promise<string> {
  const request = await bench.ask();
  const perform = bench.performer();
  const looking = { kind: "preview-change", requester, entries: ["podcast-leads"] } as const;
  const looked = await perform({ request, effect: looking, key: "look", priority: 0, delayMs: 0 }, 1);
  for (const command of looked.commands)
    if (command.kind === "record-preview") await bench.replicas.first.handle(command);
  await bench.replicas.approve(request, ana);
  await bench.replicas.confirm(request);
  return request;
}

const stateOf = async (request: string) => (await findRequest(database.pool, request))?.state.kind;
const hold = (request: string) =>
  database.pool.query(
    "insert into target_locks (target, request) select state -> 'plan' ->> 'target', $2 from requests where id = $1",
    [request, "8b1f0a52-5a53-4a7e-9f0e-2f4f2f1a0009"],
  );

test("what was typed waits in memory while another change holds the target, and goes into the run once", async () => {
  const request = await granted();
  const seen: unknown[] = [];
  target.onRun = async (doing) => {
    seen.push(doing.typed);
    return { kind: "done", text: "set" };
  };
  await hold(request);
  const told: string[] = [];
  const { handle } = bench.replicas.first;
  const runs = bench.typedRuns({
    async handle(command) {
      const outcome = await handle(command);
      told.push(outcome.kind === "refused" ? outcome.refusal.code : outcome.kind);
      return outcome;
    },
  });
  runs.begin(request, typed);
  runs.begin(request, typed);
  await vi.waitFor(() => expect(told.slice(0, 2)).toEqual(["target-busy", "target-busy"]), 20_000);
  expect(bench.shown).toContain(`${request} target-busy`);
  await database.pool.query("delete from target_locks");
  await vi.waitFor(async () => expect(await stateOf(request)).toBe("done"), 20_000);
  await runs.ended(5_000);
  expect(seen).toEqual([typed.values]);
}, 40_000);

test("a process that stops begins nothing: the grant stays, to expire", async () => {
  const request = await granted();
  const stopping = new AbortController();
  stopping.abort();
  const runs = bench.typedRuns({ stopping: stopping.signal });
  runs.begin(request, typed);
  await runs.ended(5_000);
  expect(await stateOf(request)).toBe("granted");
  expect(target.runs).toEqual([]);
});

test("a grant that ends while it waits ends the waiting", async () => {
  const request = await granted();
  await hold(request);
  const runs = bench.typedRuns();
  runs.begin(request, typed);
  bench.replicas.ahead(5);
  await runs.ended(20_000);
  bench.replicas.ahead(0);
  expect(await stateOf(request)).toBe("expired");
  expect(target.runs).toEqual([]);
}, 40_000);
