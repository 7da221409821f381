import { describe, expect, test, vi } from "vitest";
import type { RequestEffect } from "../../src/approval/effect.ts";
import { Fault } from "../../src/clients/fault.ts";
import { findRequest } from "../../src/store/requests.ts";
import { createTargets } from "../../src/targets/targets.ts";
import { ana, ben, requester } from "../approval/scenario.ts";
import { withDatabase } from "../database.ts";
import { scriptedDeployment, withPerformer } from "./change-bench.ts";

const database = withDatabase();
const bench = withPerformer(database);
const { target } = bench;

const approve = (request: string, by: string = ana) => bench.replicas.second.handle({ kind: "approve", request, by });
const asked = async (more: { readonly isDrill?: boolean } = {}) => {
  const request = await bench.ask(more);
  await bench.becomes(request, "open");
  return request;
};
/** Its deadline is long over, as it is for a process that slept. */
const lapse = (request: string) =>
  database.pool.query(
    "update requests set state = jsonb_set(state, '{state,lease,deadline}', $2::jsonb) where id = $1",
    [request, `"2026-01-01T00:00:00.000Z"`],
  );
const lost = (outcome: "not-done" | "unknown") =>
  new Fault("the connection to the cluster broke", {
    ...{ service: "kubernetes", code: "ECONNRESET", retry: { kind: "never" }, outcome },
    advice: "Look at the cluster.",
  });

describe("a change on its whole road", { timeout: 90_000 }, () => {
  test("is previewed, approved by somebody else, run once as it was pinned, and read back", async () => {
    bench.deliver();
    const request = await asked();
    expect(target.runs).toEqual([]);
    await approve(request);
    await bench.becomes(request, "done");
    await vi.waitFor(async () => {
      const { verifications = [] } = (await findRequest(database.pool, request)) ?? {};
      expect(verifications[0]?.result).toEqual({ kind: "verified", text: "It runs with api:2.3.0." });
    }, 40_000);
    expect(target.runs).toEqual([{ pinned: { to: "api:2.3.0" }, dryRun: false }]);
    const done = await findRequest(database.pool, request);
    expect(done?.votes).toMatchObject([{ person: ana, as: `${ana}, in podcast-leads` }]);
  });

  test("runs once, by one of two workers that are given it in the same moment", async () => {
    const request = await bench.ask();
    const owed = (effect: RequestEffect) => ({ request, effect, key: effect.kind, priority: 0, delayMs: 0 });
    const workers = [bench.performer(), bench.performer()] as const;
    const looked = await workers[0](owed({ kind: "preview-change", requester, entries: ["podcast-leads"] }), 1);
    for (const command of looked.commands)
      if (command.kind === "record-preview") await bench.replicas.first.handle(command);
    await bench.replicas.approve(request, ana);
    await bench.replicas.confirm(request);
    const ran = await Promise.all(workers.map((perform) => perform(owed({ kind: "run-change" }), 1)));
    expect(ran.flatMap(({ commands }) => commands.map(({ kind }) => kind))).toEqual(["record-run-done"]);
    expect(target.runs).toHaveLength(1);
    expect(await workers[1](owed({ kind: "run-change" }), 2)).toEqual({ commands: [] });
  });

  test("does nothing where the target was changed by somebody else since, and says what moved", async () => {
    bench.deliver();
    const request = await asked();
    target.image = "api:2.4.0";
    await approve(request);
    const { state } = await bench.becomes(request, "refused-moved");
    expect(state).toMatchObject({ moved: [expect.stringMatching(/api:2\.3\.1.*api:2\.4\.0/)] });
    expect(target.runs).toEqual([]);
  });

  test("whose outcome nobody saw is inspected, and not run again", async () => {
    target.onRun = () => Promise.reject(lost("unknown"));
    bench.deliver();
    const request = await asked();
    await approve(request);
    await bench.becomes(request, "outcome-unknown");
    await vi.waitFor(async () => {
      const state = (await findRequest(database.pool, request))?.state;
      expect(state).toMatchObject({
        reason: "The connection to the cluster broke. Look at the cluster.",
        found: { kind: "done", text: "it has api:2.3.0" },
      });
    }, 40_000);
    expect(target.runs).toHaveLength(1);
  });

  test("that the target refused for certain has failed", async () => {
    target.onRun = () => Promise.reject(lost("not-done"));
    bench.deliver();
    const request = await asked();
    await approve(request);
    expect((await bench.becomes(request, "failed")).state).toMatchObject({ reason: expect.stringMatching(/broke/) });
  });

  test("that met a bug of ours in the middle is of unknown outcome", async () => {
    target.onRun = () => Promise.reject(new TypeError("x is not a function"));
    bench.deliver();
    const request = await asked();
    await approve(request);
    expect((await bench.becomes(request, "outcome-unknown")).state).toMatchObject({
      reason: expect.stringMatching(/^Incident Commander itself failed/),
    });
  });

  test("that printed more than is kept, cut in the middle of a sign, is done all the same", async () => {
    target.onRun = async () => ({
      ...{ kind: "done", text: `${"x".repeat(19_999)}😀 and more` },
      undo: { name: "kubernetes.patch", arguments: { before: "a\0b" } },
    });
    bench.deliver();
    const request = await asked();
    await approve(request);
    const { state } = await bench.becomes(request, "done");
    expect(state).toMatchObject({ text: expect.stringMatching(/^x{19999}�\n.*the way back is not kept here\.$/s) });
    expect(state).not.toHaveProperty("undo");
  });

  test("is only rehearsed in a drill, and not read back", async () => {
    bench.deliver();
    const request = await asked({ isDrill: true });
    await approve(request);
    await bench.becomes(request, "done");
    expect(target.runs).toEqual([{ pinned: { to: "api:2.3.0" }, dryRun: true }]);
    expect(target.image).toBe("api:2.3.1");
  });
});

describe("what does not run", { timeout: 90_000 }, () => {
  test("an approval of somebody who is not one of the approvers does not count", async () => {
    bench.deliver();
    const request = await asked();
    await approve(request, ben);
    await vi.waitFor(async () => expect(await bench.kinds(request)).toContain("act-refused"), 40_000);
    expect((await findRequest(database.pool, request))?.votes).toEqual([]);
  });

  test("an approver who left the group between the vote and the quorum is dropped", async () => {
    const request = await bench.ask();
    bench.deliver({
      membership: async (person, entries, options) =>
        person === ana && (await bench.kinds(request)).includes("quorum-met")
          ? { kind: "not-member", reason: `not one of ${entries} (${String(options?.fresh)})` }
          : { kind: "member", as: person },
    });
    await bench.becomes(request, "open");
    await approve(request);
    await vi.waitFor(async () => expect(await bench.kinds(request)).toContain("vote-dropped"), 40_000);
    expect(target.runs).toEqual([]);
  });

  test("what was found and cannot be kept is refused before anybody is asked", async () => {
    bench.deliver();
    target.image = "api\0";
    const request = await bench.ask();
    expect((await bench.becomes(request, "voided")).state).toMatchObject({
      reason: expect.stringMatching(/zero byte/),
    });
  });

  test("what nothing here does any more in the moment it would run is not begun, and says so", async () => {
    const request = await bench.ask();
    const owed = (effect: RequestEffect) => ({ request, effect, key: effect.kind, priority: 0, delayMs: 0 });
    const look = { kind: "preview-change", requester, entries: ["podcast-leads"] } as const;
    for (const command of (await bench.performer()(owed(look), 1)).commands)
      if (command.kind === "record-preview") await bench.replicas.first.handle(command);
    await bench.replicas.approve(request, ana);
    await bench.replicas.confirm(request);
    const known = createTargets(async () => [scriptedDeployment().family]);
    let asked = 0;
    const targets = { ...known, changer: async (name: string) => (asked++ === 0 ? known.changer(name) : undefined) };
    await bench.performer({ targets })(owed({ kind: "run-change" }), 1);
    expect(asked).toBe(2);
    const { state } = await bench.becomes(request, "refused-moved");
    expect(state).toMatchObject({ moved: [expect.stringMatching(/^Nothing here does/)] });
  });

  test("a worker that slept past its deadline sends nothing", async () => {
    bench.deliver({
      handle: async (command, delivery) => {
        const outcome = await bench.replicas.first.handle(command, delivery);
        if (command.kind === "start-run") await lapse(command.request);
        return outcome;
      },
    });
    const request = await asked();
    await approve(request);
    expect((await bench.becomes(request, "failed")).state).toMatchObject({ reason: expect.stringMatching(/was away/) });
    expect(target.runs).toEqual([]);
  });

  test.each([
    ["before its first call has done nothing", 0, "failed", /Nothing was sent/],
    ["between two calls sends no second one, and its outcome is unknown", 1, "outcome-unknown", /cut off/],
  ])("a run that loses its lease %s", async (_what, sentBefore, becomes, says) => {
    bench.deliver();
    const sent: number[] = [];
    const request = await asked();
    target.onRun = async ({ beforeSending }) => {
      for (const call of [1, 2]) {
        if (sent.length === sentBefore) await lapse(request);
        await beforeSending();
        sent.push(call);
      }
      return { kind: "done", text: "both were sent" };
    };
    await approve(request);
    expect((await bench.becomes(request, becomes)).state).toMatchObject({ reason: expect.stringMatching(says) });
    expect(sent).toHaveLength(sentBefore);
  });

  test("with CHANGES=off after the approval, it is stopped and not run", async () => {
    const request = await bench.replicas.grant(await bench.replicas.incident(), ana, { runbook: undefined });
    bench.replicas.changes.now = "off";
    bench.deliver();
    expect((await bench.becomes(request, "voided")).state).toMatchObject({
      reason: expect.stringMatching(/CHANGES=off/),
    });
    expect(target.runs).toEqual([]);
    bench.replicas.changes.now = "on";
  });
});
