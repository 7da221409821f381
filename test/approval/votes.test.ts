import { describe, expect, test } from "vitest";
import { ana, ben, cleo, heard, member, needing, play, preview, requester, stranger, unsure } from "./scenario.ts";

const open = (count = 1) => {
  const story = play({}, { catalog: needing(count) });
  story.preview();
  return story;
};

describe("invariant 4: the requester never counts, a quorum is distinct people", () => {
  test("attack: the requester approves their own change", () => {
    const story = open();
    expect(heard(story.tell({ kind: "approve", by: requester }))).toMatch(/^own-request/);
    expect(story.request.votes).toEqual([]);
  });

  test("attack: one person is the whole quorum, by pressing twice and in two groups", () => {
    const story = open(2);
    story.approve(ana);
    expect(heard(story.tell({ kind: "approve", by: ana }))).toBe("");
    expect(heard(story.answer(member))).toBe("");
    expect(story.state).not.toHaveProperty("confirming");
    expect(story.request.votes.map(({ person }) => person)).toEqual([ana]);
  });

  test("attack: the same user id of another workspace is somebody else, and no approver", () => {
    const story = open(2);
    story.approve(ana);
    expect(
      heard(
        story.approve("T9/U-ana", { kind: "not-member", reason: "of another workspace, and its people never count" }),
      ),
    ).toBe("act-refused");
    expect(story.request.votes).toHaveLength(1);
  });

  test.each(["a bot", "a guest", "of another workspace"])("never: %s", (reason) => {
    const story = open();
    story.approve(ana, { kind: "not-member", reason });
    expect(story.history.at(-1)?.event).toMatchObject({
      kind: "act-refused",
      by: ana,
      why: `This does not count: you are ${reason}.`,
    });
    expect(story.state.kind).toBe("open");
  });

  test("two people are two votes", () => {
    const story = open(2);
    story.approve(ana);
    expect(heard(story.approve(ben))).toBe("vote-counted quorum-met");
    expect(heard(story.confirm({ [ana]: member, [ben]: member }))).toBe("granted");
  });
});

describe("invariant 5: who may approve is looked up when they press, and again at the quorum", () => {
  test("a press counts for nothing until it is known who pressed", () => {
    const story = open();
    expect(heard(story.tell({ kind: "approve", by: ana }))).toBe("act-asked");
    expect(story.history.at(-1)?.event).toMatchObject({ entries: ["podcast-leads"] });
    expect([story.request.votes, story.state.kind]).toEqual([[], "open"]);
  });

  test("attack: anybody of the workspace presses Approve", () => {
    const story = open();
    expect(heard(story.approve(cleo, stranger))).toBe("act-refused");
    expect(story.request.votes).toEqual([]);
  });

  test("what cannot be looked up is a no, and is said", () => {
    const story = open();
    story.approve(ana, unsure);
    expect(story.history.at(-1)?.event).toMatchObject({ why: expect.stringContaining("Slack did not answer") });
    expect(heard(story.approve(ana))).toBe("vote-counted quorum-met");
  });

  test("attack: an approver is removed from the group before the quorum", () => {
    const story = open(2);
    story.approve(ana);
    story.approve(ben);
    expect(heard(story.confirm({ [ana]: stranger, [ben]: member }))).toBe("vote-dropped");
    expect(story.request.votes.map(({ person }) => person)).toEqual([ben]);
    story.approve(cleo);
    expect(heard(story.confirm({ [ben]: member, [cleo]: member }))).toBe("granted");
  });

  test("who is not answered for at the quorum is dropped", () => {
    const story = open(2);
    story.approve(ana);
    story.approve(ben);
    expect(heard(story.confirm({ [ana]: member }))).toBe("vote-dropped");
    expect(heard(story.approve(ben, unsure))).toBe("act-refused");
  });

  test("an answer of an earlier round, and one that nobody waits for, do nothing", () => {
    const story = open(2);
    story.approve(ana);
    story.approve(ben);
    const old = story.history.findLast(({ event }) => event.kind === "quorum-met")?.version ?? 0;
    story.confirm({ [ana]: stranger, [ben]: member });
    story.approve(cleo);
    const all = { [ana]: member, [ben]: member, [cleo]: member };
    expect(heard(story.tell({ kind: "record-quorum", round: old, memberships: all }))).toBe("");
    expect(heard(story.tell({ kind: "record-membership", pending: 999, membership: member }))).toBe("");
    expect(story.state.kind).toBe("open");
  });

  test("who votes while the others are looked up takes the place of one who is dropped", () => {
    const story = open(2);
    story.approve(ana);
    story.approve(ben);
    expect(heard(story.approve(cleo))).toBe("vote-counted");
    expect(heard(story.confirm({ [ana]: stranger, [ben]: member }))).toBe("vote-dropped quorum-met");
    expect(heard(story.confirm({ [ben]: member, [cleo]: member }))).toBe("granted");
  });

  test("the audit keeps who they were believed to be", () => {
    const story = open();
    story.approve(ana);
    story.confirm({ [ana]: { kind: "member", as: "Ana of podcast-leads" } });
    expect(story.history.at(-1)?.event).toMatchObject({ people: [{ person: ana, as: "Ana of podcast-leads" }] });
  });

  test("who may not even ask gets no request that others could approve", () => {
    const story = play();
    story.tell({ kind: "record-preview", requester: stranger, preview: preview() });
    expect(story.state.kind).toBe("voided");
  });
});

describe("invariant 6: a request expires, a grant expires", () => {
  test("on the second: at 14:59 it counts, at 15:00 an old button says expired, was not run", () => {
    const story = open();
    story.at(14.99);
    expect(heard(story.tell({ kind: "approve", by: ana }))).toBe("act-asked");
    story.at(15);
    expect(heard(story.tell({ kind: "approve", by: ben }))).toMatch(/^expired: .*expired, was not run/);
    expect(heard(story.answer(member))).toBe("act-refused");
    story.tell({ kind: "tick" });
    expect(story.state).toMatchObject({ kind: "expired", what: "request" });
    expect(heard(story.tell({ kind: "approve", by: ben }))).toMatch(/^expired: .*expired, was not run/);
  });

  test("a quorum that is confirmed too late grants nothing", () => {
    const story = open();
    story.approve(ana);
    story.at(15);
    expect(heard(story.confirm({ [ana]: member }))).toBe("expired");
  });

  test("a grant that nobody takes for five minutes is worth nothing", () => {
    const story = play();
    story.grant();
    story.at(5);
    expect(heard(story.run())).toBe("expired");
    expect(story.state).toMatchObject({ kind: "expired", what: "grant" });
    expect(heard(story.run())).toMatch(/^not-granted: .*expired, was not run/);
  });

  test("a tick that comes too early does nothing", () => {
    const story = open();
    story.at(4.9);
    expect(heard(story.tell({ kind: "tick" }))).toBe("");
  });

  test("a target that cannot be looked at does not keep a request waiting for ever", () => {
    const story = play();
    story.at(5);
    story.tell({ kind: "tick" });
    expect(story.state.kind).toBe("voided");
  });
});

describe("invariant 7: one person's second click changes nothing", () => {
  test("the same click delivered five times is one", () => {
    const story = open();
    const heardEach = [1, 2, 3, 4, 5].map(() => heard(story.tell({ kind: "approve", by: ana })));
    expect(heardEach).toEqual(["act-asked", "", "", "", ""]);
  });

  test("attack: a months-old button of a request that is over", () => {
    const story = play();
    story.grant();
    story.run();
    story.tell({ kind: "record-run-done", run: "run-1", text: "rolled back" });
    expect(heard(story.tell({ kind: "approve", by: ben }))).toBe("not-open: It is done already.");
    expect(heard(story.tell({ kind: "deny", by: ben, reason: "no" }))).toMatch(/^not-open/);
  });

  test("a yes may become a no, and the no counts even if the yes is looked up later", () => {
    const story = open(2);
    story.tell({ kind: "approve", by: ana });
    const yes = story.history.at(-1)?.version ?? 0;
    story.tell({ kind: "deny", by: ana, reason: "wrong revision" });
    expect(heard(story.tell({ kind: "record-membership", pending: yes, membership: member }))).toBe("");
    story.answer(member);
    expect(story.state).toMatchObject({ kind: "denied", by: ana, reason: "wrong revision" });
  });
});
