import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { words } from "./company.ts";
import { blockOf, openRunCompany, type RunCompany } from "./run-company.ts";

const database = withDatabase();
let company: RunCompany;

beforeAll(async () => {
  company = await openRunCompany(database.url);
  const { target } = company;
  target.answer(/"get"/, { text: "NAME  READY\napi-1 1/1\n" });
  target.answer(/"get".*app=api/, { text: "worker-1\n" });
  target.answer(/"top"/, { text: "NAME CPU\napi-1 900m\n" });
  target.answer(/"logs"/, { text: "GET /campaigns 500\nDEBUG nothing\npassword=hunter22secret\n" });
});
afterAll(() => company.stop());

const click = (person: string, message: Message, action: string, step: number) =>
  company.slack.as(person).click(message, action, { blockId: blockOf(message, step) });
const toldTo = (person: string, said: RegExp) =>
  company.slack.waitFor(
    () =>
      company.channelOf.messages.find(
        (one) => one.visibleTo === company.slack.person(person).id && said.test(words(one)),
      ),
    `an answer to ${person} that says ${said}`,
    15_000,
  );

describe("what only looks runs in the channel", () => {
  test("the card offers it, and all of it shows in one message, kept without its secrets", async () => {
    const card = await company.card(company.channelOf, /Run diagnostics/);
    await company.slack.as("ada").click(card, "run-diagnostics");
    const shown = words(await company.run(/✅ 4 done|❌|🚫 \d/));
    expect(shown).toMatch(/🔎 Pages are slow.*production.*asked by/s);
    expect(shown).toMatch(/Whether all pods run.*api-1 1\/1/s);
    expect(shown).toMatch(/GET \/campaigns 500.*password=\[secret\]/s);
    expect(shown).not.toMatch(/DEBUG nothing|hunter22/);
    expect(shown).toMatch(/Not run here.*pod is missing.*destructive needs an approval/s);
    expect(company.runs()).toHaveLength(1);
  });

  test("a look inside a command goes first, and its answer fills one place", async () => {
    await company.say("ada", "run slow pages", company.channelOf.name);
    await click("ada", await company.list(/0 of 6/), "run-step", 4);
    await company.run(/Where it runs.*✅ 1 done/s);
    expect(company.target.asked.at(-1)).toMatch(/"get".*"node.*worker-1/s);
    company.target.answer(/"get".*app=api/, { text: "worker-1 --all-namespaces\n" });
    await company.slack.as("ada").click(await company.run(/🔎 Where it runs.*Run again/s), "run-again");
    await company.run(/Where it runs.*🚫 1 refused.*more than fill its place/s);
  });

  test("the timeline has a line of it, and /incident evidence opens what was printed", async () => {
    const told = await company.say("ben", "timeline", company.channelOf.name);
    expect(told).toMatch(/🔎.*ran.*Pages are slow.*4 done/s);
    const listed = await company.say("ben", "evidence", company.channelOf.name);
    expect(listed).toMatch(/What was run.*Where it runs.*Pages are slow/s);
    const card = await company.card(company.channelOf, /What was run \(\d\)/);
    await company.slack.as("ben").click(card, "evidence-list");
    const answer = await toldTo("ben", /What was run.*Pages are slow/s);
    const [newest] = answer.blocks.flatMap((block) => String(block["block_id"]).match(/^evidence-\d+$/) ?? []);
    await company.slack.as("ben").click(answer, "show-evidence", { blockId: newest ?? "" });
    const form = await company.slack.waitFor(() => company.slack.modalOf("ben"), "what was printed");
    expect(JSON.stringify(form.view)).toMatch(/What was printed.*Where it runs/s);
    await company.slack.as("ben").close(form);
    const { rows } = await database.pool.query("select by, command, operation, output from evidence where item = 2");
    expect(rows[0].command).toMatch(/kubectl logs deployment\/api -n (?!<)/);
    expect(rows[0].operation).toMatchObject({ name: "kubernetes.logs", filters: [{ kind: "grep" }] });
    expect(rows[0].output.toString("latin1")).not.toContain("GET /campaigns");
  });

  test("Show all sends everything that was printed into the thread of the run, once for two clicks", async () => {
    const lines = Array.from({ length: 3000 }, (_, at) => `line ${at} of the log`).join("\n");
    company.target.answer(/"logs"/, { text: `${lines}\n` });
    await click("ada", await company.list(/6 steps done/), "run-step", 3);
    const message = await company.run(/🔎 What the api says.*✅ 1 done.*press Show all/s);
    expect(words(message)).toMatch(/line 0 of the log.*line 2999 of the log/s);
    expect(words(message)).not.toContain("line 1500 of");
    await Promise.all([
      company.slack.as("ada").click(message, "show-all-run"),
      company.slack.as("ada").click(message, "show-all-run"),
    ]);
    const inThread = () => company.channelOf.messages.filter(({ threadTs }) => threadTs === message.ts);
    const [file] = await company.slack.waitFor(() => inThread()[0]?.files, "the file in the thread", 15_000);
    const content = company.slack.file(file ?? "")?.content;
    expect(new TextDecoder().decode(content)).toContain("line 1500 of the log");
    expect(inThread()).toHaveLength(1);
  });

  test("a failure is in words with what to do, and the others show all the same", async () => {
    company.target.answer(/"top"/, { fault: "the cluster answered 403: the bot may not list pods.metrics in web" });
    await company.slack.as("ada").click(await company.list(/6 steps done/), "run-page");
    const shown = words(await company.run(/🔎 Look.*2 done, 1 failed, 1 refused/s));
    expect(shown).toMatch(/❌ .*kubectl top.*The cluster answered 403.*Ask whoever runs the cluster/s);
    expect(shown).toContain("api-1 1/1");
  });
});

describe("who may", () => {
  test("whoever is no responder of the service is told so, and nothing is asked of the cluster", async () => {
    const before = company.target.asked.length;
    await click("elena", await company.list(/6 steps done/), "run-step", 1);
    const shown = words(await company.run(/🔎 Whether all pods run.*🚫 refused/s));
    expect(shown).toMatch(/only responders of .* may run its looks \(web-analytics-oncall.*they are not one of/s);
    expect(company.target.asked).toHaveLength(before);
    expect(await company.say("ada", "timeline", company.channelOf.name)).toMatch(/was not let run/);
  });

  test("guests and people of other workspaces are turned away at the button", async () => {
    const before = company.target.asked.length;
    const list = await company.list(/6 steps done/);
    company.slack.bringIn("gus", company.channelOf.name);
    await click("gus", list, "run-step", 1);
    await toldTo("gus", /Guests cannot act/);
    expect(company.target.asked).toHaveLength(before);
  });

  test("what needs an approval is refused in words", async () => {
    const before = company.target.asked.length;
    const list = await company.list(/6 steps done/);
    expect(JSON.stringify(list.blocks.find((block) => block["block_id"] === blockOf(list, 6)))).not.toContain(
      "run-step",
    );
    expect(company.target.asked).toHaveLength(before);
  });
});
