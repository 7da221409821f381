import { describe, expect, test } from "vitest";
import { ana, ben, catalog, cleo, heard, needing, play, requester, stranger } from "./scenario.ts";

const open = (count = 1) => {
  const story = play({}, { catalog: needing(count) });
  story.preview();
  return story;
};

describe("invariant 9: deny asks for a reason, Ask keeps the clock running, silence escalates", () => {
  test("no reason, no denial", () => {
    expect(heard(open().tell({ kind: "deny", by: ana, reason: "  " }))).toMatch(/^needs-reason/);
  });

  test("attack: somebody who may not approve denies", () => {
    const story = open();
    story.tell({ kind: "deny", by: cleo, reason: "no" });
    story.answer(stranger);
    expect(story.state.kind).toBe("open");
  });

  test("a question is answered by the requester alone, and nothing is put off", () => {
    const story = open();
    const before = story.state;
    story.tell({ kind: "put-question", by: ana, text: "Is the migration reversible?" });
    expect(story.state).toEqual(before);
    expect(heard(story.tell({ kind: "answer-question", by: ana, question: 0, text: "yes" }))).toMatch(/^not-yours/);
    story.tell({ kind: "answer-question", by: requester, question: 0, text: "Yes, it only adds" });
    expect(story.request.questions).toMatchObject([{ by: ana, answer: { text: "Yes, it only adds" } }]);
    expect(heard(story.tell({ kind: "put-question", by: requester, text: "Well?" }))).toMatch(/^own-request/);
  });

  test("after five minutes of silence the next approvers are asked, once, and count", () => {
    const story = open();
    story.at(5);
    expect(heard(story.tell({ kind: "tick" }))).toBe("silence-escalated");
    expect(heard(story.tell({ kind: "tick" }))).toBe("");
    story.tell({ kind: "approve", by: ben });
    expect(story.history.at(-1)?.event).toMatchObject({ entries: ["podcast-leads", "managers"] });
    expect(catalog.organization.approvals[0]?.thenAsk).toEqual(["managers"]);
  });

  test("the requester withdraws, an approver takes back a vote or a grant, others neither", () => {
    const story = open(2);
    story.approve(ana);
    expect(heard(story.tell({ kind: "withdraw", by: ana }))).toMatch(/^not-yours/);
    expect(heard(story.tell({ kind: "revoke", by: ben, reason: "" }))).toMatch(/^not-yours/);
    expect(heard(story.tell({ kind: "revoke", by: ana, reason: "" }))).toBe("vote-dropped");
    expect(heard(story.tell({ kind: "withdraw", by: requester }))).toBe("withdrawn");
    const granted = play();
    granted.grant();
    expect(heard(granted.tell({ kind: "revoke", by: ana, reason: "wait" }))).toBe("revoked");
    expect(heard(granted.run())).toMatch(/^not-granted/);
  });

  test("what runs already is neither withdrawn nor revoked", () => {
    const story = play();
    story.grant();
    story.run();
    expect(heard(story.tell({ kind: "withdraw", by: requester }))).toMatch(/^not-open/);
    expect(heard(story.tell({ kind: "revoke", by: ana, reason: "" }))).toMatch(/^not-open/);
  });
});
