import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { type Company, openCompany, words } from "./company.ts";

describe.each(["http", "socket"] as const)("the timeline, over %s", (kind) => {
  const database = withDatabase();
  let company: Company;
  let channel: Channel;
  beforeAll(async () => {
    company = await openCompany(database.url, kind);
    await company.say("ada", "declare P2 web-analytics Collector is stuck");
    channel = await company.channel("-collector-is-stuck");
    await company.card(channel, /Investigating/, /Being set up/);
    company.slack.as("ben").join(channel.name);
  });
  afterAll(() => company.stop());

  const timeline = (person = "ada") => company.say(person, "timeline", channel.name);
  const marked = (message: Message) => message.reactions.some(({ name }) => name === "white_check_mark");
  const pin = async (message: Message, person = "ada") => {
    company.slack.as(person).react(message, "pushpin", { twice: true });
    await company.slack.waitFor(() => marked(message), "the check mark");
  };
  const write = (text: string) => company.slack.as("ben").send(channel.name, text);

  test("a pushpin puts a message on it, with its author and link, however often it is told", async () => {
    const message = await write("Restarted the collector, @ada is watching");
    await pin(message);
    const shown = await timeline();
    expect(shown).toContain("Restarted the collector, ");
    expect(shown).toContain(`"user_id":"${company.slack.person("ben").id}"`);
    expect(shown).toContain(`/archives/${channel.id}/p${message.ts.replace(".", "")}`);
    expect(shown).toContain(`"timestamp":${message.ts.split(".")[0]}`);
    company.slack.as("ada").unreact(message, "pushpin");
    await company.slack.waitFor(() => !marked(message), "the check mark gone");
    expect(await timeline()).not.toContain("Restarted the collector");
  });

  test("one of two marks is enough to keep it", async () => {
    const message = await write("Two of us saw this");
    await pin(message, "ben");
    await pin(message, "ada");
    const before = company.count("reactions.get");
    company.slack.as("ben").unreact(message, "pushpin");
    await company.slack.waitFor(() => company.count("reactions.get") > before, "the message read");
    expect(await timeline()).toContain("Two of us saw this");
  });

  test("an edit is followed, and a deleted message keeps only its place", async () => {
    const message = await write("The lag is 3 minutes");
    await pin(message);
    company.slack.as("ben").edit(message, "The lag is 30 minutes");
    await expect.poll(() => timeline(), { timeout: 10_000 }).toContain("The lag is 30 minutes");
    company.slack.as("ben").delete(message);
    await expect.poll(() => timeline(), { timeout: 10_000 }).toContain("a message that was deleted");
    expect(await timeline()).not.toContain("The lag is");
  });

  test("the mark of a guest puts nothing on it, and they are told why", async () => {
    company.slack.bringIn("gus", channel.name);
    const message = await write("Only for members");
    company.slack.as("gus").react(message, "pushpin");
    const told = () => channel.messages.find(({ visibleTo }) => visibleTo === company.slack.person("gus").id);
    expect(words(await company.slack.waitFor(told, "an answer for Gus"))).toMatch(/Guests cannot act/);
    expect(await timeline()).not.toContain("Only for members");
  });

  test("entries are written down for the time they happened at, and everybody reads them", async () => {
    expect(await company.say("ada", "timeline 00:01 UTC failover started", channel.name)).toMatch(
      /noted on the timeline/,
    );
    await company.slack.waitFor(() => company.lines(channel).join().includes("failover started"), "the line");
    expect(await timeline()).toMatch(/00:01 UTC.*failover started/);
    expect(await company.say("ada", "timeline 29:99 nonsense", channel.name)).toMatch(/“29:99” is no time of day/);
  });

  test("a long one comes as a file in a direct message", async () => {
    for (let n = 1; n <= 31; n++) await company.say("ada", `timeline step ${n} of the recovery was done`, channel.name);
    expect(await timeline("ben")).toMatch(/The last 10 of \d+ entries/);
    const done = () => company.slack.calls.find(({ method }) => method === "files.completeUploadExternal");
    const call = await company.slack.waitFor(done, "the file", 10_000);
    const id = /"id":"(F[^"]+)"/.exec(JSON.stringify(call.args["files"]).replaceAll("\\", ""))?.[1] ?? "";
    const text = new TextDecoder().decode(company.slack.file(id)?.content);
    expect(text).toMatch(/Ada Okafor declared INC-\d+[\s\S]*Ada Okafor step 31 of the recovery/);
    expect(call.args["channel_id"]).toMatch(/^D/);
  });
});
