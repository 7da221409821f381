import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type ApprovalCompany, openApprovalCompany } from "./approval-company.ts";
import { words } from "./company.ts";
import { delivering, forgeClick } from "./forge.ts";
import { blockOf } from "./run-company.ts";

const database = withDatabase();
let company: ApprovalCompany;
let card: Message;
/** A card as it was when a glass could be broken there. */
let breakable: Message;

beforeAll(async () => {
  company = await openApprovalCompany(database);
  company.slack.setGroup("podcast-leads", ["chioma"]);
});
afterAll(() => company.stop());

const closed = { kind: "closed" };
const chioma = () => company.slack.person("chioma").id;
const idOf = (message: Message): string =>
  /"block_id":"request-([^"]+)"/.exec(JSON.stringify(message.blocks))?.[1] ?? "";
/** The same message, whose buttons carry something else. */
function carrying(message: Message, value: string): Message {
  return { ...message, blocks: JSON.parse(JSON.stringify(message.blocks).replaceAll(idOf(message), value)) };
}

describe("attack: buttons that nobody was shown", { timeout: 60_000 }, () => {
  test.each(["", "garbage", "'; drop table requests; --", randomUUID()])(
    "one that carries %j decides nothing",
    async (value) => {
      card ??= await company.ask("ada", "rollback because it leaks");
      const before = await company.happened("act-asked");
      await company.press("chioma", carrying(card, value), "approve");
      await company.answered("chioma", /too old to be understood. Nothing was done/);
      expect(await company.happened("act-asked")).toBe(before);
    },
  );

  test("one that carries the id of a request that is over says so, and nothing becomes of the one it hangs on", async () => {
    const before = await company.happened("act-asked");
    breakable = structuredClone(card);
    await company.press("ada", card, "withdraw");
    await company.request(/Withdrawn/);
    const over = idOf(card);
    card = await company.ask("ada", "rollback because it leaks still");
    await company.press("chioma", carrying(card, over), "approve");
    await company.answered("chioma", /It was withdrawn and not run/);
    expect(await company.happened("act-asked")).toBe(before);
  });

  test("people of other workspaces, guests, bots and who asked never count, whatever they send", async () => {
    const value = idOf(card);
    const { teamId, botUserId } = company.slack;
    const forged = [
      { user: chioma(), team: "T0PARTNER1" },
      { user: "U0STRANGER", team: "T0PARTNER1" },
      { user: "U0STRANGER", team: teamId },
      { user: "U0GUEST001", team: teamId },
      { user: botUserId, team: teamId },
      { user: "U0NOBODY99", team: teamId },
      { user: company.slack.person("ada").id, team: teamId },
    ];
    for (const who of forged) expect(await forgeClick(company, { ...who, action: "approve", value })).toBe(200);
    await company.press("petra", card, "approve");
    await company.answered("petra", /Only people of this workspace/);
    expect(await company.happened("act-asked")).toBe(0);
    expect(await company.happened("vote-counted")).toBe(0);
  });
});

describe("attack: one press that comes often", { timeout: 60_000 }, () => {
  test("delivered five times at once it counts once, and a Slack that is busy for a moment makes no no of it", async () => {
    company.slack.faults.add({ method: "usergroups.list", kind: "http-500", times: 1 });
    await delivering(5, company, () => company.press("chioma", card, "approve"));
    await company.request(/🛠️ Done/);
    for (const kind of ["act-asked", "vote-counted", "run-started"]) expect(await company.happened(kind)).toBe(1);
    expect(company.target.runs).toHaveLength(1);
  });

  test("two approvers in the same moment let it run once", async () => {
    company.slack.setGroup("podcast-leads", ["chioma", "dmitri"]);
    card = await company.ask("ada", "rollback to 42");
    await Promise.all([company.press("chioma", card, "approve"), company.press("dmitri", card, "approve")]);
    await company.request(/🛠️ Done/);
    expect(await company.happened("run-started")).toBe(2);
    expect(company.target.runs).toHaveLength(2);
  });
});

/** Asks for what the runbook that tidies up does in its step of this number. */
const step = async (number: number, values: Readonly<Record<string, string>>) => {
  const list = await company.slack.waitFor(
    () => company.channelOf.messages.find((one) => JSON.stringify(one.metadata ?? {}).includes("runbook-")),
    "the checklist",
  );
  await company.slack.as("ada").click(list, "ask-for-step", { blockId: blockOf(list, number) });
  const form = await company.slack.waitFor(() => company.slack.modalOf("ada"), "the form of the step");
  const outcome = await company.slack.as("ada").submit(form, values);
  const left = company.slack.modalOf("ada");
  if (left) await company.slack.as("ada").close(left);
  return outcome;
};

describe("what destroys", { timeout: 60_000 }, () => {
  test("is asked for with a reason and the name of its target, typed", async () => {
    await company.say("ada", "run tidy", company.channelOf.name);
    expect(await step(1, { name: "api-service" })).toMatchObject({ errors: { reason: expect.any(String) } });
    expect(await step(1, { reason: "It is not used" })).toMatchObject({ errors: { name: expect.any(String) } });
    expect(await step(1, { reason: "It is not used", name: "api-service-canary" })).toMatchObject({
      errors: { name: expect.stringMatching(/Type the name of its target/) },
    });
    expect(await step(1, { reason: "It is not used", name: "api-service" })).toEqual(closed);
    card = await company.request(/Approval needed.*🔥 destructive.*0 of 2 agreed/s);
  });

  test("is done by nobody alone, not even through the button of another request", async () => {
    expect(JSON.stringify(card.blocks)).not.toContain('"break-glass"');
    const forged = carrying(breakable, idOf(card));
    expect(await company.fill("dmitri", forged, "break-glass", { text: "It burns" })).toMatchObject({
      errors: { text: expect.stringMatching(/never done by one person alone/) },
    });
  });

  test("needs two who are approvers when the second presses: one who left the group meanwhile is dropped and told", async () => {
    await company.press("chioma", card, "approve");
    await company.request(/1 of 2 agreed/);
    company.slack.setGroup("podcast-leads", ["dmitri"]);
    await company.press("dmitri", card, "approve");
    await company.direct("chioma", /Your approval no longer counts. By now you are not one of podcast-leads/);
    await company.request(/1 of 2 agreed.*U0DMITRI01/s);
    expect(company.target.runs).not.toContain("kubernetes.delete");
    company.slack.setGroup("podcast-leads", ["chioma", "dmitri"]);
    await company.press("chioma", card, "approve");
    await company.request(/🛠️ Done.*Agreed/s);
    expect(company.target.runs).toContain("kubernetes.delete");
  });
});

describe("what must not stay", { timeout: 60_000 }, () => {
  test("is asked for with its end, and comes back by itself when that is there", async () => {
    const reason = "It is tidied up";
    expect(await step(2, { reason, end: "25h" })).toMatchObject({
      errors: { end: expect.stringMatching(/5m to 24h/) },
    });
    expect(await step(2, { reason, end: "30m" })).toEqual(closed);
    card = await company.request(/Approval needed.*Comes back by itself 30m after it is made/s);
    await company.press("dmitri", card, "approve");
    await company.request(/🛠️ Done.*Comes back by itself .*date.*Undo…/s);
    expect(company.target.runs.at(-1)).toBe("alarms off");
    await company.later(29);
    expect(await company.happened("back-due")).toBe(0);
    await company.later(1);
    const back = await company.request(
      /comes back by itself, as was agreed.*🛠️ Done|🛠️ Done.*comes back by itself, as was agreed/s,
    );
    expect(words(back)).not.toMatch(/Withdraw|Approve"/);
    const isSaid = () => company.channelOf.messages.some((one) => /It came back /.test(words(one))) || undefined;
    await company.slack.waitFor(isSaid, "the card of the change, which came back", 15_000);
    expect(company.target.runs.filter((one) => one.startsWith("alarms"))).toEqual(["alarms off", "alarms on"]);
  });
});

describe("nobody answers", { timeout: 60_000 }, () => {
  test("the next are asked after a silence, and may decide then", async () => {
    company.slack.setGroup("podcast-leads", ["chioma"]);
    const card = await company.ask("ada", "rollback because it leaks");
    await company.press("fatima", card, "approve");
    await company.direct("fatima", /You pressed Approve. .*you are not one of podcast-leads/);
    await company.later(5);
    const asked = await company.direct("fatima", /Approval needed.*may decide: podcast-leads, U0FATIMA01/s);
    await company.press("fatima", asked, "approve");
    await company.request(/🛠️ Done.*U0FATIMA01|U0FATIMA01.*rolled back/s);
  });

  test("it expires on the second, and an old button says that it was not run", async () => {
    const card = structuredClone(await company.ask("ada", "rollback because it leaks again"));
    const runs = company.target.runs.length;
    await company.later(15);
    await company.press("chioma", card, "approve");
    await company.answered("chioma", /has expired, was not run/);
    await company.request(/⌛ Expired, was not run/);
    await company.direct("ada", /has expired, was not run/);
    expect(company.target.runs).toHaveLength(runs);
  });
});
