import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withDatabase } from "../database.ts";
import { announcements, type Company, incidentChannels, openCompany, words } from "./company.ts";

const database = withDatabase();
let company: Company;

beforeAll(async () => {
  company = await openCompany(database.url);
});
afterAll(() => company.stop());

describe("bad input is answered in one sentence, to that person alone, and nothing is half done", () => {
  test.each([
    ["an unknown severity", "declare P9 podcast-analytics API is down", /P9/],
    ["an unknown sub-command", "declair P1 podcast-analytics API is down", /declare/],
    ["a command about an incident, outside its channel", "severity P0", /“severity” needs an incident/],
    ["an incident that does not exist", "update INC-4711 all is well", /INC-4711/],
  ])("%s", async (_what, text, sentence) => {
    expect(await company.say("ada", text)).toMatch(sentence);
    expect(incidentChannels(company.slack)).toEqual([]);
    expect(announcements(company.slack)).toEqual([]);
  });

  test.each(["declare", "declare P1", "declare P1 podcast-analytics", "declare P1 payroll The API is down"])(
    "what %j leaves open is asked for in a form",
    async (text) => {
      await company.say("ada", text);
      const form = await company.slack.waitFor(() => company.slack.modalOf("ada"), "the form");
      await company.slack.as("ada").close(form);
      expect(incidentChannels(company.slack)).toEqual([]);
    },
  );
});

describe("text from people is text", () => {
  test("a title that would ping the channel pings nobody and formats nothing", async () => {
    await company.say("ada", "declare P2 blog-engine <!channel> *x* `y` <https://evil.example|click>");
    const announcement = await company.announcement("*x*", /Investigating/);
    expect(announcement.text).not.toMatch(/<!channel>|<https/);
    const channel = await company.channel("-channel-x-y-https-evil-example");
    const card = await company.card(channel, /Investigating/);
    expect(card.text).not.toContain("<!channel>");
    const markdown = JSON.stringify(card.blocks).match(/"type":"mrkdwn","text":"[^"]*"/g) ?? [];
    expect(markdown.join()).not.toMatch(/<!channel>|evil\.example/);
  });

  test("emoji and right-to-left text arrive as typed", async () => {
    await company.say("ada", "declare P3 blog-engine 🔥 خطأ في الصفحة");
    expect(words(await company.announcement("🔥 خطأ في الصفحة", /P3/))).toContain("خطأ");
  });

  test("a title of 4,000 characters becomes a title, and the whole of it is kept", async () => {
    const answer = await company.say("ada", `declare P3 blog-engine ${"stack frame ".repeat(334)}`);
    expect(answer).toMatch(/INC-\d+ declared/);
    const { rows } = await database.pool.query("select body from incident_events where kind = 'timeline-entry-added'");
    expect(JSON.stringify(rows)).toMatch(/stack frame stack frame/);
    await company.announcement("stack frame", /P3/);
  });
});

describe("the same thing twice", () => {
  test("two people declaring in the same second get an incident and a channel each", async () => {
    const answers = await Promise.all([
      company.say("ada", "declare P2 web-analytics Collector drops events"),
      company.say("ben", "declare P2 podcast-analytics Collector drops events"),
    ]);
    expect(new Set(answers.map((answer) => /INC-\d+/.exec(answer)?.[0])).size).toBe(2);
    const named = () => incidentChannels(company.slack).filter(({ name }) => name.includes("-collector-drops-events"));
    const channels = await company.slack.waitFor(
      () => (named().length === 2 ? named() : undefined),
      "two channels",
      15_000,
    );
    for (const channel of channels) await company.card(channel, /Collector drops events/);
    expect(new Set(channels.map(({ name }) => name)).size).toBe(2);
  });

  test("a form that is submitted twice declares once", async () => {
    const { slack } = company;
    await company.say("chioma", "declare P2 social-analytics");
    const form = await slack.waitFor(() => slack.modalOf("chioma"), "the form");
    await slack.as("chioma").submit(form, { title: "Feed is empty" }, { twice: true });
    await company.announcement("Feed is empty", /P2/);
    const { rows } = await database.pool.query("select 1 from incidents where state->>'title' = 'Feed is empty'");
    expect(rows).toHaveLength(1);
  });

  test("a button that is pressed twice does it once", async () => {
    await company.say("ada", "declare P2 blog-engine Comments are gone");
    const channel = await company.channel("-comments-are-gone");
    const card = await company.card(channel, /Take the lead/);
    await company.slack.as("ben").click(card, "take-lead", { twice: true });
    await company.card(channel, /./, /Take the lead/);
    const { rows } = await database.pool.query(
      "select 1 from incident_events e join incidents i on i.id = e.incident where i.state->>'title' = 'Comments are gone' and kind = 'role-assigned'",
    );
    expect(rows).toHaveLength(1);
  });

  test("a button of an old card answers what is true now", async () => {
    await company.say("ada", "declare P2 blog-engine Images are slow");
    const channel = await company.channel("-images-are-slow");
    const old = { ...(await company.card(channel, /Take the lead/)) };
    await company.say("ada", "resolve cache warmed", channel.name);
    await company.card(channel, /Resolved/);
    await company.slack.as("ben").click(old, "resolve");
    const told = () => channel.messages.find(({ visibleTo }) => visibleTo === company.slack.person("ben").id);
    expect(words(await company.slack.waitFor(told, "an answer for Ben"))).toMatch(/is resolved/i);
  });
});
