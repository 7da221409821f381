import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { words } from "./company.ts";
import { blockOf, openRunCompany, type RunCompany } from "./run-company.ts";
import { type Replica, startReplica } from "./start-replica.ts";

const database = withDatabase();
let company: RunCompany;
let other: Replica | undefined;

beforeAll(async () => {
  company = await openRunCompany(database.url);
  company.target.answer(/"get"/, { text: "api-1\n" });
  expect(await company.say("ada", "run slow pages", company.channelOf.name)).toMatch(/is open as a checklist/);
  await list();
});
afterAll(async () => {
  await other?.kill();
  await company.stop();
});

const click = (person: string, message: Message, action: string, step: number) =>
  company.slack.as(person).click(message, action, { blockId: blockOf(message, step) });
const list = () => company.list(/6 steps done/);
const untilAsked = (match: RegExp, times: number) =>
  expect.poll(() => company.target.count(match), { timeout: 15_000 }).toBe(times);

describe("text from outside is never markup", () => {
  test("a log line that shouts, links and paints is shown as it stands, and pings nobody", async () => {
    const line = "<!channel> <https://evil.example|click me> ```*bold*``` \u001b[31mred\u001b[0m <@U0BEN00001> :tada:";
    company.target.answer(/"logs"/, { text: `${line}\n` });
    await click("ada", await list(), "run-step", 3);
    const message = await company.run(/🔎 What the api says.*✅ 1 done/s);
    expect(message.text).not.toContain("channel>");
    const holding = message.blocks.flatMap((block) => holders(block)).filter((one) => one.includes("evil.example"));
    expect(holding).toEqual([
      "rich_text_preformatted: <!channel> <https://evil.example|click me> ```*bold*``` red <@U0BEN00001> :tada:",
    ]);
    await company.say("ada", "evidence", company.channelOf.name);
  });

  test("ten megabytes on one line come cut, and the message is taken", async () => {
    company.target.answer(/"logs"/, { text: "x".repeat(10_000_000) });
    await click("ada", await list(), "run-step", 3);
    const message = await company.run(/🔎 What the api says.*✅ 1 done.*Cut: .*5 MB.*KB are kept/s);
    expect(JSON.stringify(message.blocks).length).toBeLessThan(20_000);
    company.target.answer(/"logs"/, { text: "fine\n" });
  });
});

describe("pressed more than once", () => {
  test("a double click and a second person run it once, while it runs", async () => {
    company.target.answer(/"top"/, "hang");
    const message = await list();
    await Promise.all([
      click("ada", message, "run-step", 2),
      click("ada", message, "run-step", 2),
      click("ben", message, "run-step", 2),
    ]);
    await untilAsked(/"top"/, 1);
    await company.run(/🔎 What the busiest ones need.*⏳ 0 of 1 ended/s);
    company.target.release("api-1 900m");
    await company.run(/🔎 What the busiest ones need.*✅ 1 done/s);
    expect(company.target.count(/"top"/)).toBe(1);
    const { rows } = await database.pool.query("select 1 from evidence where title like 'What the busiest%'");
    expect(rows).toHaveLength(1);
  });

  test("Run again asks once more, as often as it is pressed on a message that has ended", async () => {
    company.target.answer(/"top"/, { text: "api-1 100m" });
    const before = company.target.count(/"top"/);
    const message = await company.run(/🔎 What the busiest ones need.*Run again/s);
    await Promise.all([
      company.slack.as("ada").click(message, "run-again"),
      company.slack.as("ada").click(message, "run-again"),
    ]);
    await company.run(/🔎 What the busiest ones need.*100m/s);
    expect(company.target.count(/"top"/)).toBe(before + 1);
  });
});

describe("while it runs", () => {
  test("values filled in meanwhile change nothing of it", async () => {
    company.target.answer(/"get".*api-old/, "hang");
    const fill = async (pod: string) => {
      await click("ada", await list(), "fill-step", 5);
      const form = await company.slack.waitFor(() => company.slack.modalOf("ada"), "the form");
      await company.slack.as("ada").submit(form, { "value pod": pod });
      return company.list(new RegExp(`kubectl get pod ${pod}`));
    };
    await click("ada", await fill("api-old"), "run-step", 5);
    await untilAsked(/api-old/, 1);
    await fill("api-new");
    company.target.release("it was the old one");
    const shown = words(await company.run(/🔎 Look at one of them.*it was the old one/s));
    expect(shown).toContain("kubectl get pod api-old");
    expect(company.target.count(/api-new/)).toBe(0);
  });

  test("Cancel ends what hangs and keeps what has ended; it is heard on another replica, too", {
    timeout: 60_000,
  }, async () => {
    other = await startReplica(database.url, company.slack, "", company);
    company.target.answer(/"top"/, "hang");
    await company.slack.as("ada").click(await list(), "run-page");
    const running = await company.run(/🔎 Look.*⏳ 4 of 5 ended/s);
    await company.slack.as("ben").click(running, "cancel-run");
    const shown = words(await company.run(/🔎 Look.*⏹ 4 done, 1 stopped/s));
    expect(shown).toMatch(/stopped by .*U0BEN00001/s);
    company.target.release("");
  });

  test("Slack's 429 keeps nothing from running, and the message is right in the end, once", async () => {
    company.target.answer(/"top"/, { text: "api-1 70m" });
    const cure = company.slack.faults.add({ method: "chat.update", kind: "ratelimited", retryAfter: 1 });
    const before = company.runs().length;
    await company.slack.as("ada").click(await list(), "run-page");
    await expect
      .poll(async () => (await database.pool.query("select 1 from evidence where finished_at is null")).rows.length, {
        timeout: 15_000,
      })
      .toBe(0);
    cure();
    await company.run(/🔎 Look.*✅ 5 done.*70m/s);
    expect(company.runs()).toHaveLength(before + 1);
  });
});

describe("a picture", () => {
  test("stands in the message, with words for who cannot see it", async () => {
    company.target.answer(/"top"/, { text: "load", picture: true });
    await click("ada", await list(), "run-step", 2);
    await company.run(/🔎 What the busiest ones need.*"slack_file":\{"id":"F.*error rate, 37 %/s);
  });

  test("that Slack does not take there is a file in the thread, and the message stays whole", async () => {
    const method = "files.completeUploadExternal";
    company.slack.faults.add({ method, kind: "error", error: "access_denied", times: 1 });
    await click("ada", await list(), "run-step", 2);
    const message = await company.run(/🔎 What the busiest ones need.*✅ 1 done.*load/s, /slack_file/);
    const inThread = () => company.channelOf.messages.find((one) => one.threadTs === message.ts && one.files?.length);
    expect(words(await company.slack.waitFor(inThread, "the picture in the thread", 15_000))).toContain(
      "error rate, 37 %",
    );
  });
});

/** The type of every rich text part in a block, with its words. */
function holders(block: unknown): readonly string[] {
  if (typeof block !== "object" || block === null) return [];
  if ("type" in block && "elements" in block && /^rich_text_/.test(String(block.type)) && Array.isArray(block.elements))
    return [`${block.type}: ${block.elements.map((one: { text?: string }) => one.text ?? "").join("")}`];
  return Object.values(block).flatMap(holders);
}
