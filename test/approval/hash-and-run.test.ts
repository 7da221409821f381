import { describe, expect, test } from "vitest";
import { mayRenew, mayStillRun } from "../../src/approval/lease.ts";
import { type Plan, planHash } from "../../src/approval/plan.ts";
import { addMinutes } from "../../src/incident/instant.ts";
import { ana, ben, catalog, heard, member, needing, play, preview, requester, rollback, start } from "./scenario.ts";

const starting = { kind: "start-run", run: "run-1", preview: preview(), runbookHash: rollback.runbook?.hash } as const;

describe("invariant 1: a grant names a hash over all that was approved", () => {
  const { plan } = play().request;
  const hash = planHash(plan, preview(), false);

  test.each<readonly [string, Plan]>([
    ["operation", { ...plan, operation: { ...plan.operation, name: "kubernetes.rollout-restart" } }],
    [
      "arguments",
      { ...plan, operation: { ...plan.operation, arguments: { deployment: "web", namespace: "podcast" } } },
    ],
    ["target", { ...plan, target: "kubernetes/podcast/deployment/web" }],
    ["environment", { ...plan, environment: "staging" }],
    ["service", { ...plan, service: "blog-engine" }],
    ["runbook content", { ...plan, runbook: { slug: "podcast-analytics/api.md", hash: "b".repeat(64) } }],
    ["filters", { ...plan, filters: [{ kind: "head", lines: 5 }] }],
  ])("another %s is another hash", (_what, other) => {
    expect(planHash(other, preview(), false)).not.toBe(hash);
  });

  test("so is another fingerprint, another pinned value, and a drill; the order of keys is not", () => {
    expect(planHash(plan, { ...preview(), fingerprint: { uid: "u-2" } }, false)).not.toBe(hash);
    expect(planHash(plan, { ...preview(), pinned: { revision: 40 } }, false)).not.toBe(hash);
    expect(planHash(plan, preview(), true)).not.toBe(hash);
    const turned = { ...plan.operation, arguments: { namespace: "podcast", deployment: "api" } };
    expect(planHash({ ...plan, operation: turned }, preview(), false)).toBe(hash);
  });

  test("the executor takes the grant, not the click: votes alone start nothing", () => {
    const story = play({}, { catalog: needing(2) });
    story.preview();
    story.approve(ana);
    expect(heard(story.run())).toMatch(/^not-granted/);
    expect(story.state.kind).toBe("open");
  });

  test("attack: the plan in the database is altered after the approval, and does not run", () => {
    const story = play();
    story.grant();
    const altered = { ...story.request.plan.operation.arguments, deployment: "billing" };
    Object.assign(story.request.plan.operation, { arguments: altered });
    expect(heard(story.run())).toBe("target-moved");
    expect(story.state).toMatchObject({ moved: ["The plan that is stored is not the one that was approved"] });
  });
});

describe("invariant 2: the fingerprint moved between preview and execution, so nothing runs", () => {
  test("attack: the target is changed by somebody else after the vote; the card says what moved", () => {
    const story = play();
    story.grant();
    expect(heard(story.run("run-1", preview("api:2.3.2")))).toBe("target-moved");
    expect(story.state).toMatchObject({
      kind: "refused-moved",
      moved: [
        "deployment/api, image was “api:2.3.1” (to become “api:2.3.0”), and is now “api:2.3.2” (to become “api:2.3.0”)",
      ],
    });
  });

  test("what the words do not show is named by its part of the fingerprint", () => {
    const story = play();
    story.grant();
    story.run("run-1", preview("api:2.3.1", { fingerprint: { uid: "u-9", image: "api:2.3.1", revision: 42 } }));
    expect(story.state).toMatchObject({ moved: ["The target was changed since: uid"] });
  });

  test("attack: the runbook is edited after the approval", () => {
    const story = play();
    story.grant();
    expect(heard(story.tell({ ...starting, runbookHash: "c".repeat(64) }))).toBe("target-moved");
  });

  test("the target is gone: what its preview refuses is said", () => {
    const story = play();
    story.grant();
    story.run("run-1", { kind: "refused", reason: "there is no deployment api in podcast" });
    expect(story.state).toMatchObject({ kind: "refused-moved", moved: ["there is no deployment api in podcast"] });
  });

  test("what moves by itself does not count: other pinned values are found, the fingerprint is the same", () => {
    const story = play();
    story.grant();
    expect(heard(story.run("run-1", preview("api:2.3.1", { pinned: { revision: 99 } })))).toBe("run-started");
    expect(story.request.preview?.pinned).toEqual({ revision: 41 });
  });

  test("the changer itself refuses in the last moment: nothing was done", () => {
    const story = play();
    story.grant();
    story.run();
    story.tell({ kind: "record-run-refused", run: "run-1", reason: "a newer deploy is there" });
    expect(story.state).toMatchObject({ kind: "refused-moved", moved: ["a newer deploy is there"] });
  });
});

describe("invariant 3: a grant executes at most once", () => {
  const running = () => {
    const story = play();
    story.grant();
    story.run();
    return story;
  };

  test("a second execution, and the same one again, get nothing", () => {
    const story = running();
    expect(heard(story.run("run-2"))).toMatch(/^not-granted/);
    expect(heard(story.run("run-1"))).toMatch(/^not-granted/);
    expect(story.history.filter(({ event }) => event.kind === "run-started")).toHaveLength(1);
  });

  test("only the execution that holds the lease says what came of it", () => {
    const story = running();
    expect(heard(story.tell({ kind: "record-run-done", run: "run-2", text: "done" }))).toMatch(/^not-this-run/);
    story.tell({ kind: "record-run-done", run: "run-1", text: "rolled back" });
    expect(heard(story.tell({ kind: "record-run-done", run: "run-1", text: "rolled back" }))).toBe("");
    expect(story.state).toMatchObject({ kind: "done", text: "rolled back" });
  });

  test("the deadline lies before the end of the lease, and is asked before each call", () => {
    const { request } = running();
    const at = (seconds: number) => mayStillRun(request, "run-1", addMinutes(start, seconds / 60));
    expect([at(0), at(59), at(60), at(89)]).toEqual([true, true, false, false]);
    expect(mayStillRun(request, "run-2", start)).toBe(false);
  });

  test("attack: a worker that stalls past its lease and wakes up may neither write nor hold on", () => {
    const story = running();
    story.atRun(61);
    expect(heard(story.tell({ kind: "renew-run", run: "run-1" }))).toMatch(/^too-late/);
    story.atRun(90);
    story.tell({ kind: "tick" });
    expect(story.state).toMatchObject({ kind: "outcome-unknown", run: "run-1" });
    expect(mayStillRun(story.request, "run-1", start)).toBe(false);
    expect(heard(story.tell({ kind: "renew-run", run: "run-1" }))).toMatch(/^not-this-run/);
    // What it says then is a witness, not the outcome.
    story.tell({ kind: "record-run-done", run: "run-1", text: "patched" });
    expect(story.state).toMatchObject({ kind: "outcome-unknown", found: { kind: "done" } });
  });

  test("one that is heard of in time goes on, for an hour at most", () => {
    const story = running();
    for (let seconds = 20; seconds <= 3590; seconds += 30) {
      story.atRun(seconds);
      expect(heard(story.tell({ kind: "renew-run", run: "run-1" }))).toBe("run-renewed");
    }
    expect(mayRenew(story.request, "run-1", addMinutes(start, 60))).toBe(false);
  });

  test("a crash in the middle is an unknown outcome: inspected, said by a person, never run again", () => {
    const story = running();
    story.atRun(90);
    story.tell({ kind: "tick" });
    story.tell({ kind: "record-inspection", inspection: { kind: "done", text: "revision 43 runs api:2.3.0" } });
    expect(story.state.kind).toBe("outcome-unknown");
    expect(heard(story.run("run-2"))).toMatch(/^not-granted/);
    story.tell({ kind: "settle", by: ben, wasDone: true, text: "I see 2.3.0 in the pods" });
    story.answer(member);
    expect(story.state).toMatchObject({ kind: "done", by: ben });
    expect(heard(story.run("run-3"))).toMatch(/^not-granted/);
  });

  test("a fault whose outcome is unknown is not taken for a failure", () => {
    const story = running();
    story.tell({ kind: "record-run-failed", run: "run-1", reason: "the connection broke", outcome: "unknown" });
    expect(story.state.kind).toBe("outcome-unknown");
    const other = running();
    other.tell({ kind: "record-run-failed", run: "run-1", reason: "403", outcome: "not-done" });
    expect(other.state).toMatchObject({ kind: "failed", reason: "403" });
  });

  test("one change at a time: while another holds the target the grant waits, and is not used up", () => {
    const story = play();
    story.grant();
    story.so({ targetHeldBy: "another" });
    expect(heard(story.run())).toMatch(/^target-busy/);
    story.so({ targetHeldBy: undefined });
    expect(heard(story.run())).toBe("run-started");
  });

  test("other rules than those it was approved under void the grant", () => {
    const story = play();
    story.grant();
    story.so({ catalog: needing(3) });
    expect(heard(story.run())).toBe("voided");
    expect(catalog.hash).not.toBe(needing(3).hash);
    expect(story.request.requester).toBe(requester);
  });
});
