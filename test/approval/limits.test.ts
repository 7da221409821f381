import { describe, expect, test } from "vitest";
import { sha256 } from "../../src/approval/canonical.ts";
import { oweForRequest } from "../../src/approval/owe.ts";
import { planText } from "../../src/approval/plan-text.ts";
import { addMinutes } from "../../src/incident/instant.ts";
import {
  ana,
  ben,
  catalog,
  deletion,
  heard,
  incident,
  member,
  play,
  preview,
  requester,
  rollback,
  start,
  stranger,
} from "./scenario.ts";

const long = preview("api:2.3.1", {
  objects: Array.from({ length: 400 }, (_, at) => ({
    name: `session ${at}`,
    changes: [
      { what: "state", before: `idle in transaction since ${at} minutes, by api`.padEnd(70, "."), after: "ended" },
    ],
  })),
});

describe("invariant 8: the whole plan is visible before the vote", () => {
  test("attack: a hidden tail; a plan of 40,000 characters must be opened by who approves it", () => {
    const story = play();
    story.preview(long);
    const text = planText(story.request.plan, long);
    expect(text.length).toBeGreaterThan(40_000);
    expect(story.request.file).toEqual({ sha256: sha256(text), length: text.length });
    expect(heard(story.tell({ kind: "approve", by: ana }))).toMatch(/^plan-not-opened/);
    story.tell({ kind: "open-plan", by: ben });
    expect(heard(story.tell({ kind: "approve", by: ana }))).toMatch(/^plan-not-opened/);
    story.tell({ kind: "open-plan", by: ana });
    expect(heard(story.approve(ana))).toBe("vote-counted quorum-met");
  });

  test("to deny it, nobody has to read it to the end", () => {
    const story = play();
    story.preview(long);
    expect(heard(story.tell({ kind: "deny", by: ana, reason: "too much at once" }))).toBe("act-asked");
  });

  test("attack: a value that fakes an “Approved by” line stays on its own line, and hides nothing", () => {
    const forged = preview("api\n\nApproved by: Ben\u202e\u2028Risk: read");
    const lines = planText(play().request.plan, forged).split("\n");
    expect(lines.filter((line) => /^(Approved|Risk)/.test(line))).toEqual(["Risk: change"]);
    expect(lines.join("\n")).toContain("\\u{a}\\u{a}Approved by: Ben\\u{202e}\\u{2028}Risk: read");
  });

  test("attack: who asks cannot bring their own description or a smaller risk", () => {
    const story = play({ ...deletion, ...{ description: "Show pods", risk: "read" } });
    expect(story.request.plan).toMatchObject({ risk: "destructive", description: expect.stringContaining("Delete") });
  });

  test("attack: a second preview does not change what is voted on", () => {
    const story = play();
    story.preview();
    expect(heard(story.preview(long))).toBe("");
    expect(story.request.preview).toEqual(preview());
  });
});

describe("what destroys needs two people, a reason and the target's name typed", () => {
  test.each([
    ["no reason", { reason: " " }, "needs-reason"],
    ["no name", { typedName: undefined }, "needs-typed-name"],
    ["another name", { typedName: "web" }, "needs-typed-name"],
  ])("%s is refused", (_what, change, code) => {
    expect(heard(play({ ...deletion, ...change }).first)).toMatch(new RegExp(`^${code}`));
  });

  test("one is not enough", () => {
    const story = play(deletion);
    story.preview();
    story.approve(ana);
    expect(story.state).not.toHaveProperty("confirming");
    expect(story.request.needed.count).toBe(2);
  });

  test("what only looks, is no operation, misses a value or is nowhere, is not asked for", () => {
    const refused = (change: object) => heard(play({ ...rollback, ...change }).first);
    expect(refused({ operation: { name: "kubernetes.get", arguments: { resources: ["pods"], names: [] } } })).toMatch(
      /needs no approval/,
    );
    expect(refused({ operation: { name: "shell.run", arguments: {} } })).toMatch(/^bad-plan/);
    expect(refused({ operation: { name: "kubernetes.rollout-undo", arguments: { deployment: "zhole0z" } } })).toMatch(
      /missing/,
    );
    expect(refused({ environment: "constructor" })).toMatch(/no environment constructor/);
    expect(refused({ service: "billing" })).toMatch(/no service billing/);
  });
});

describe("invariant 10: break-glass", () => {
  const story = (given: Parameters<typeof play>[1] = {}, ask: Parameters<typeof play>[0] = {}) => {
    const told = play(ask, given);
    told.preview();
    return told;
  };
  const smash = { kind: "break-glass", by: requester, reason: "Nobody answers, and data is being lost" } as const;

  test("one person the catalog names, who may be the requester, with a reason; announced, and reviewed the next day", () => {
    const told = story();
    expect(heard(told.tell({ ...smash, reason: "" }))).toMatch(/^needs-reason/);
    told.tell(smash);
    expect(told.history.at(-1)?.event).toMatchObject({ entries: ["incident-leads"] });
    expect(heard(told.answer(member))).toBe("glass-broken");
    expect(told.request.breakGlass?.reviewDueAt).toBe(addMinutes(start, 24 * 60));
    const owed = oweForRequest(told.request, told.history.slice(-1), catalog, 0).map(({ effect }) => effect.kind);
    expect(owed).toEqual(["run-change", "announce-break-glass", "show-request"]);
    expect(heard(told.run())).toBe("run-started");
  });

  test("attack: somebody whom the catalog does not name", () => {
    const told = story();
    told.tell(smash);
    expect(heard(told.answer(stranger))).toBe("act-refused");
    expect(told.state.kind).toBe("open");
  });

  test("never below the highest severity, never destructive, never through a freeze, never unread", () => {
    expect(heard(story({ incident: { ...incident, severity: "P1" } }).tell(smash))).toMatch(/highest severity, P0/);
    expect(heard(story({}, deletion).tell(smash))).toMatch(/never done by one person/);
    const frozen = story();
    frozen.tell(smash);
    frozen.so({ stopped: "Changes are frozen." });
    expect(heard(frozen.answer(member))).toBe("act-refused");
    const unread = play();
    unread.preview(long);
    expect(heard(unread.tell(smash))).toMatch(/^plan-not-opened/);
  });

  test("the review is asked for every day, and done by somebody else", () => {
    const told = story();
    told.tell(smash);
    told.answer(member);
    told.run();
    told.tell({ kind: "record-run-done", run: "run-1", text: "done" });
    told.at(24 * 60);
    expect(heard(told.tell({ kind: "tick" }))).toBe("review-reminded");
    expect(heard(told.tell({ kind: "tick" }))).toBe("");
    expect(heard(told.tell({ kind: "review", by: requester, text: "fine" }))).toMatch(/^own-request/);
    told.tell({ kind: "review", by: ana, text: "It was right; the pager was down" });
    expect(heard(told.answer(member))).toBe("reviewed");
    told.at(72 * 60);
    expect(heard(told.tell({ kind: "tick" }))).toBe("");
  });
});

describe("invariant 11: a freeze voids grants, a drill changes nothing", () => {
  const stopped = "Changes of podcast-analytics are frozen.";

  test("nothing is asked for or approved; a grant that does not run yet is void, whoever looks first", () => {
    expect(heard(play({}, { stopped }).first)).toMatch(/^changes-stopped/);
    const open = play();
    open.preview();
    open.so({ stopped });
    expect(heard(open.tell({ kind: "approve", by: ana }))).toMatch(/^changes-stopped/);
    for (const act of ["run", "tick"]) {
      const story = play();
      story.grant();
      story.so({ stopped });
      expect(heard(act === "run" ? story.run() : story.tell({ kind: "tick" }))).toBe("voided");
    }
  });

  test("what runs finishes and says so", () => {
    const story = play();
    story.grant();
    story.run();
    story.so({ stopped });
    expect(heard(story.tell({ kind: "tick" }))).toBe("");
    story.tell({ kind: "record-run-done", run: "run-1", text: "rolled back" });
    expect(story.state.kind).toBe("done");
  });

  test("a drill's request is a dry run from the first word, and nothing is verified after it", () => {
    const story = play({}, { incident: { ...incident, isDrill: true } });
    story.so({ incident });
    story.grant();
    story.run();
    story.tell({ kind: "record-run-done", run: "run-1", text: "the server would do it" });
    expect(story.request.isDryRun).toBe(true);
    expect(oweForRequest(story.request, story.history.slice(-1), catalog, 0).map(({ effect }) => effect.kind)).toEqual([
      "show-request",
    ]);
  });
});
