import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type ApprovalCompany, openApprovalCompany } from "./approval-company.ts";
import { words } from "./company.ts";
import { delivering } from "./forge.ts";

const database = withDatabase();
let company: ApprovalCompany;

beforeAll(async () => {
  company = await openApprovalCompany(database);
  // One who approves, so that Slack's pace is kept within these few seconds.
  company.slack.setGroup("podcast-leads", ["chioma"]);
});
afterAll(() => company.stop());

const closed = { kind: "closed" };
const announced = (shown: RegExp): Promise<Message> =>
  company.slack.waitFor(
    () => company.slack.messages("incidents").findLast((one) => shown.test(words(one))),
    `#incidents says ${shown}`,
    15_000,
  );
const isOpen = /Approval needed/;

describe("a freeze", { timeout: 60_000 }, () => {
  test("is refused to who may not, who is told so in private", async () => {
    await company.say("ada", "freeze podcast-analytics because I say so");
    await company.direct("ada", /You asked to freeze changes of podcast-analytics. .*you are not one of engineering/);
    expect(await company.say("ada", "rollback", company.channelOf.name)).toMatch(/asked for/);
    await company.request(isOpen);
  });

  test("by who may stops what is approved and has not begun, and says so; the same words five times freeze once", async () => {
    const card = await company.request(isOpen);
    const release = company.target.hold();
    await company.press("chioma", card, "approve");
    await company.request(/Approved, about to run/);
    await delivering(5, company, async () => {
      expect(await company.say("dmitri", "freeze podcast-analytics *launch* <!channel> day")).toMatch(/looked up now/);
    });
    const said = await announced(/Changes of podcast-analytics are frozen/);
    expect(JSON.stringify(said.blocks)).toContain('"text":"*launch* <!channel> day"');
    await company.request(/🧊 Stopped, was not run.*launch/s);
    await company.direct("ada", /was stopped and not run.*launch/s);
    release();
    const { rows } = await database.pool.query("select 1 from freezes");
    expect(rows).toHaveLength(1);
    expect(company.target.runs).toEqual([]);
  });

  test("nothing is asked for, not even by who may break the glass; other services go on", async () => {
    expect(await company.say("ada", "rollback", company.channelOf.name)).toMatch(
      /podcast-analytics are frozen.*launch/s,
    );
    expect(await company.say("dmitri", "freeze podcast-analytics")).toMatch(/frozen already/);
    expect(await company.say("dmitri", "unfreeze blog-engine")).toMatch(/are not frozen/);
    expect(await company.say("ada", "unfreeze podcast-analytics")).toMatch(/looked up now/);
    await company.direct("ada", /You asked to let changes of podcast-analytics go on.*you are not one of engineering/);
    await company.say("dmitri", "unfreeze podcast-analytics");
    await announced(/Changes of podcast-analytics go on/);
  });

  test("of another service does not stop this one; of everything does, on the card that waits", async () => {
    await company.say("dmitri", "freeze blog-engine");
    await announced(/Changes of blog-engine are frozen/);
    const card = await company.ask("ada", "rollback because it leaks");
    await company.say("dmitri", "freeze");
    await announced(/Changes of every service are frozen/);
    const waiting = await company.request(/🧊 Changes of every service are frozen/);
    await company.press("chioma", waiting, "approve");
    await company.answered("chioma", /are frozen/);
    expect(await company.fill("dmitri", card, "break-glass", { text: "It burns" })).toMatchObject({
      errors: { text: expect.stringMatching(/frozen/) },
    });
    await company.say("dmitri", "unfreeze");
    await company.request(isOpen, /🧊/);
    expect(company.target.runs).toEqual([]);
  });
});

describe("break-glass", { timeout: 60_000 }, () => {
  test("is refused to who is not named for it, and needs a reason", async () => {
    const card = await company.request(isOpen);
    expect(await company.fill("dmitri", card, "break-glass", { text: " " })).toMatchObject({ kind: "errors" });
    expect(await company.fill("chioma", card, "break-glass", { text: "It burns" })).toEqual(closed);
    await company.direct("chioma", /You pressed Break glass. .*you are not one of engineering-managers/);
    expect(company.target.runs).toEqual([]);
  });

  test("is for the highest severity alone, whatever button is still there", async () => {
    const card = structuredClone(await company.request(isOpen));
    await company.say("ada", "severity P1 it is getting better", company.channelOf.name);
    expect(await company.fill("dmitri", card, "break-glass", { text: "It burns" })).toMatchObject({
      errors: { text: expect.stringMatching(/Only an incident of the highest severity, P0, lets one person decide/) },
    });
    await company.say("ada", "severity P0 it is not", company.channelOf.name);
  });

  test("runs at once, is announced loudly, and its review is due the next day", async () => {
    company.target.onRun = async () => {
      throw new Error("the connection was lost");
    };
    const card = await company.request(isOpen);
    expect(await company.fill("dmitri", card, "break-glass", { text: "Nobody is awake, <!here>" })).toEqual(closed);
    const said = await announced(/broke the glass: a change runs without an approval/);
    expect(words(said)).toMatch(/U0DMITRI01.*Nobody is awake.*Somebody else reviews it until/s);
    expect(said.text).not.toContain("<!here>");
    await company.request(/Run without an approval by.*Its review is due/s);
  });

  test("of unknown outcome, it waits for a person who says what became of it", async () => {
    const lost = await company.request(/❓ Outcome unknown.*Settle…/s);
    await company.direct("ada", /nobody saw how it ended/);
    await company.press("gus", lost, "settle");
    await company.answered("gus", /Guests cannot/);
    const known = { outcome: "done", text: "It runs *api:2.3.1* on all pods" };
    expect(await company.fill("ada", lost, "settle", known)).toEqual(closed);
    await company.request(/🛠️ Done.*found out.*on all pods/s);
    expect(company.target.runs).toHaveLength(1);
  });

  test("nobody reviews their own; a day later it is asked for; somebody else does it", async () => {
    const done = await company.request(/🛠️ Done/);
    expect(await company.fill("dmitri", done, "review", { text: "Fine" })).toMatchObject({
      errors: { text: expect.stringMatching(/somebody else has to review it/) },
    });
    await company.later(24 * 60);
    const asked = await company.slack.waitFor(
      () => company.channelOf.messages.find((one) => /review of what .* is overdue/.test(one.text)),
      "the review is asked for",
      15_000,
    );
    expect(await company.fill("chioma", asked, "review", { text: "The pager rule is mended" })).toEqual(closed);
    await company.request(/📝 Reviewed by.*The pager rule is mended/s);
  });
});

describe("on the way", { timeout: 60_000 }, () => {
  test("Slack going away when the grant is reached keeps nothing from running; the card catches up", async () => {
    const card = await company.ask("ada", "rollback because it leaks again");
    const runs = company.target.runs.length;
    const cures = ["chat.update", "chat.postMessage"].map((method) =>
      company.slack.faults.add({ method, kind: "http-500" }),
    );
    await company.press("chioma", card, "approve");
    await company.slack.waitFor(() => company.target.runs.length > runs, "the run", 15_000);
    expect(words(await company.request(/Approval needed/))).not.toContain("Done");
    for (const cure of cures) cure();
    await company.request(/🛠️ Done/);
  });

  test("a plan of 40,000 characters is a file in the thread, and is approved by who has opened it", async () => {
    company.target.objects = Array.from({ length: 400 }, (_, at) => ({
      name: `pod/api-service-${at}`,
      changes: [{ what: "state", before: "running", after: `gone, which is number ${at}: ${"x".repeat(40)}` }],
    }));
    const card = await company.ask("ada", "rollback to 42");
    const [, length = "0"] = /The plan has (\d+) characters, and this is not all of it/.exec(words(card)) ?? [];
    expect(Number(length)).toBeGreaterThan(40_000);
    const file = await company.slack.waitFor(
      () => company.channelOf.messages.find(({ files, threadTs }) => files.length > 0 && threadTs === card.ts),
      "the file below the card",
      15_000,
    );
    const stored = company.slack.file(file.files[0] ?? "");
    expect(new TextDecoder().decode(stored?.content)).toContain("gone, which is number 399:");
    await company.press("ada", card, "show-plan");
    await company.press("chioma", card, "approve");
    await company.answered("chioma", /longer than the card. Open it with Show all first/);
    await company.press("chioma", card, "show-plan");
    const view = await company.slack.waitFor(() => company.slack.modalOf("chioma"), "the whole plan");
    expect(JSON.stringify(view.view)).toContain("gone, which is number 399:");
    await company.slack.as("chioma").close(view);
    await company.press("chioma", card, "approve");
    await company.request(/🛠️ Done/);
    company.target.objects = [];
  });

  test("an undo that destroys asks for what its own operation needs, whatever it undoes", async () => {
    await company.press("chioma", await company.ask("ada", "scale api-service 5"), "approve");
    const done = await company.request(/Undo…/);
    const without = await company.fill("ada", done, "undo-change", { reason: "Too many" });
    expect(without).toMatchObject({ errors: { name: expect.any(String) } });
    expect(await company.fill("ada", done, "undo-change", { reason: "Too many", name: "api" })).toMatchObject({
      errors: { name: expect.stringMatching(/Type the name of its target, api-service/) },
    });
    expect(await company.fill("ada", done, "undo-change", { reason: "Too many", name: "api-service" })).toEqual(closed);
    const back = await company.request(/Approval needed.*destructive.*0 of 2 agreed/s);
    await company.press("ada", back, "withdraw");
    await company.request(/Withdrawn/);
  });
});
