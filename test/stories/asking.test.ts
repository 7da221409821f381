import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message, StoredView } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type ApprovalCompany, openApprovalCompany } from "./approval-company.ts";

const database = withDatabase();
let company: ApprovalCompany;

beforeAll(async () => {
  company = await openApprovalCompany(database);
  company.slack.setGroup("podcast-leads", ["chioma"]);
});
afterAll(() => company.stop());

const blocks = (message: Message): string => JSON.stringify(message.blocks);
/** Until when it waits, as it stands on its card. */
const until = (message: Message) => /until "\},\{"type":"date","timestamp":(\d+)/.exec(blocks(message))?.[1];
const closed = { kind: "closed" };
const waiting = "Approvals waiting for me";
const home = (person: string, shown: (text: string) => boolean): Promise<StoredView> =>
  company.slack.waitFor(
    () => {
      const view = company.slack.homeOf(person);
      return view && shown(JSON.stringify(view.view)) ? view : undefined;
    },
    `the Home tab of ${person}`,
    15_000,
  );

describe("before anything is decided", { timeout: 60_000 }, () => {
  test("a question goes to who asked, who answers in private, and the clock keeps running", async () => {
    const card = await company.ask("ada", "rollback because the release leaks connections");
    expect(until(card)).toMatch(/\d+/);
    const question = "Is it *the* <!channel> canary?";
    expect(await company.fill("chioma", card, "put-question", { text: question })).toEqual(closed);
    const asked = await company.direct("ada", /asks you/);
    expect(blocks(asked)).toContain(question);
    expect(asked.text).not.toContain("<!channel>");
    expect(await company.fill("ada", asked, "answer-question", { text: "No, *all* of it." })).toEqual(closed);
    await company.direct("chioma", /answers your question.*No, \*all\* of it/s);
    const now = await company.request(/asks:.*canary\?.*answers:.*all\* of it/s);
    expect(until(now)).toBe(until(card));
    expect(blocks(now)).not.toContain("mrkdwn");
  });

  test("who asked may not answer for others, nor put the question to themself", async () => {
    const card = await company.request(/Approval needed/);
    expect(await company.fill("ada", card, "put-question", { text: "Why?" })).toMatchObject({
      errors: { text: expect.stringMatching(/questions are put to you/) },
    });
    await company.fill("chioma", card, "put-question", { text: "Since when?" });
    const open = await company.request(/Since when\?/);
    expect(await company.fill("ben", open, "answer-question", { text: "Never." })).toMatchObject({
      errors: { text: expect.stringMatching(/Who asked for the change answers/) },
    });
  });

  test("a no needs a reason, is told to who asked, and ends it", async () => {
    const card = await company.request(/Approval needed/);
    expect(await company.fill("chioma", card, "deny-request", { text: " " })).toMatchObject({ kind: "errors" });
    const reason = "*Approved by* <@U0DMITRI01> – not now";
    expect(await company.fill("chioma", card, "deny-request", { text: reason })).toEqual(closed);
    const told = await company.direct("ada", /denied it. It was not run/);
    const ended = await company.request(/Denied by/);
    for (const one of [told, ended]) {
      expect(blocks(one)).toContain(`{"type":"text","text":"${reason}"}`);
      expect(blocks(one)).not.toContain("mrkdwn");
    }
    expect(blocks(ended)).not.toContain('"approve"');
    expect(company.target.runs).toEqual([]);
  });

  test("a no of somebody who may not decide counts for nothing, and they are told why", async () => {
    const reason = "urgent\n✅ Agreed: <@U0CHIOMA01>\n*Approved by* <@U0DMITRI01>";
    const card = await company.ask("ada", `rollback because ${reason}`);
    expect(blocks(card)).toContain(`"rich_text_quote","elements":[{"type":"text","text":"urgent`);
    expect(card.text).not.toContain("<@");
    await company.fill("ben", card, "deny-request", { text: "I do not like it" });
    await company.direct("ben", /You pressed Deny. This does not count: you are not one of podcast-leads/);
    expect(await company.request(/Approval needed/)).toBeDefined();
  });

  test("who asked withdraws, and nobody else", async () => {
    const card = await company.request(/Approval needed/);
    await company.press("chioma", card, "withdraw");
    await company.answered("chioma", /Only who asked for a change withdraws it/);
    await company.press("ada", card, "withdraw");
    await company.request(/Withdrawn by/);
    expect(company.target.runs).toEqual([]);
  });

  test("who may not even ask is told so, and others are told nothing else", async () => {
    await company.say("elena", "rollback", company.channelOf.name);
    const told = await company.direct("elena", /asked for by its responders and approvers; who asked is not one of/);
    const card = await company.request(/🧊 Stopped, was not run/);
    for (const one of [told, card]) expect(blocks(one)).not.toMatch(/they are|you are/);
  });
});

describe("after the decision", { timeout: 60_000 }, () => {
  test("an approval is taken back until it runs, and nothing runs", async () => {
    const card = await company.ask("ada", "rollback because it still leaks");
    const release = company.target.hold();
    await company.press("chioma", card, "approve");
    const granted = await company.request(/Approved, about to run/);
    expect(await company.fill("dmitri", granted, "revoke", { text: "Not mine" })).toMatchObject({
      errors: { text: expect.stringMatching(/Only who approved this/) },
    });
    expect(await company.fill("chioma", granted, "revoke", { text: "The database is locked" })).toEqual(closed);
    release();
    await company.request(/Approval taken back.*The database is locked/s);
    await company.direct("ada", /took the approval back. It was not run.*The database is locked/s);
    expect(company.target.runs).toEqual([]);
  });

  test("Undo is a request of its own, which others approve, and leads back", async () => {
    const card = await company.ask("ada", "rollback because it still leaks");
    const copy = await company.direct("chioma", /Approval needed.*it still leaks/s);
    expect(blocks(copy)).not.toContain('"withdraw"');
    company.target.onRun = async () => {
      await company.request(/⏳ Running/);
    };
    await company.press("chioma", card, "approve");
    const done = await company.request(/💚 Verified.*Undo…/s);
    expect(company.target.image).toBe("api:2.3.1");
    await company.direct("chioma", /💚 Verified/);
    const edits = company.slack.calls.filter(({ method, args }) => method === "chat.update" && args.ts === copy.ts);
    // Approved, done, verified; what came between was of no use to who had decided.
    expect(edits.length).toBeLessThanOrEqual(3);
    expect(await company.fill("ada", done, "undo-change", { reason: "It was the cache" })).toEqual(closed);
    const back = await company.request(/Approval needed.*takes an earlier change back.*2\.3\.1 → api:2\.4\.0/s);
    expect(company.target.image).toBe("api:2.3.1");
    await company.press("ada", back, "approve");
    await company.answered("ada", /somebody else has to decide/);
    await company.press("chioma", back, "approve");
    await company.request(/🛠️ Done/);
    expect(company.target.image).toBe("api:2.4.0");
  });
});

describe("what waits for an approver, on their Home tab", { timeout: 60_000 }, () => {
  test("is nothing, until they are asked; then it can be decided there, and is gone when it was", async () => {
    await company.slack.as("chioma").openHome();
    await home("chioma", (text) => !text.includes(waiting));
    await company.ask("ada", "rollback because it leaks");
    const view = await home("chioma", (text) => text.includes(waiting));
    expect(JSON.stringify(view.view)).toMatch(/podcast-analytics, production.*it leaks.*image: api:2\.4\.0/s);
    expect(JSON.stringify(view.view)).not.toContain('"withdraw"');
    await company.slack.as("elena").openHome();
    await home("elena", (text) => !text.includes(waiting));
    await company.slack.as("chioma").click(view, "approve");
    await company.request(/🛠️ Done/);
    await home("chioma", (text) => !text.includes(waiting));
  });
});
