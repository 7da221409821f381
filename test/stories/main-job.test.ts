import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withDatabase } from "../database.ts";
import { type Company, openCompany } from "./company.ts";

describe.each(["http", "socket"] as const)("an incident from the first word to the last, over %s", (kind) => {
  const database = withDatabase();
  let company: Company;
  beforeAll(async () => {
    company = await openCompany(database.url, kind);
  });
  afterAll(() => company.stop());

  test("is declared, led, updated, raised, resolved and reopened, by several people", async () => {
    const { slack, say } = company;
    expect(await say("ada", "declare P1 podcast-analytics API error rate at 37%")).toMatch(/INC-\d+ declared/);

    const channel = await company.channel("-api-error-rate-at-37");
    const card = await company.card(channel, /P1 High.*Investigating.*Take the lead/s);
    await company.announcement("API error rate at 37%", new RegExp(channel.id));

    await slack.as("ben").click(card, "take-lead");
    await company.card(channel, new RegExp(`<@${slack.person("ben").id}>`));
    await slack.waitFor(() => channel.members.includes(slack.person("ben").id), "Ben in the channel");
    await slack.waitFor(() => channel.topic.includes(slack.person("ben").id), "the lead in the topic");

    await slack.as("elena").click(card, "update");
    const modal = await slack.waitFor(() => slack.modalOf("elena"), "the form for an update");
    const filled = {
      status: "identified",
      text: "Bad deploy v42, rolling back",
      affected: "Campaign pages",
      customers: "37",
    };
    expect((await slack.as("elena").submit(modal, filled)).kind).toBe("closed");
    await company.card(channel, /Identified.*Campaign pages.*Bad deploy v42/s);
    await company.announcement("API error rate at 37%", /Identified.*Bad deploy v42/s);

    expect(await say("chioma", "severity P0 payments fail too", channel.name)).not.toMatch(/wrong|not a severity/i);
    await company.card(channel, /P0 Critical/, /P1 High/);
    await slack.waitFor(() => channel.topic.startsWith("P0"), "the new severity in the topic");

    await say("ben", "resolve rolled back to v41", channel.name);
    await company.card(channel, /Resolved.*rolled back to v41.*Reopen/s, /Take the lead/);
    await company.announcement("API error rate at 37%", /Resolved.*rolled back to v41/s);

    await say("ada", "reopen errors are back", channel.name);
    await company.card(channel, /Investigating.*errors are back.*reopened once/s);

    const everyAct = /lead.*Bad deploy v42.*P0.*rolled back to v41.*errors are back/s;
    await slack.waitFor(() => everyAct.test(company.lines(channel).join("\n")), "a line for each act, in their order");
  });

  test("has a channel with its card pinned, a topic, the service's links and its people", async () => {
    const { slack } = company;
    await company.say("ada", "declare P2 web-analytics Dashboards load slowly");
    const channel = await company.channel("-dashboards-load-slowly");
    const card = await company.card(channel, /P2/);
    await slack.waitFor(() => channel.pins.some((pin) => pin.ts === card.ts), "the card pinned");
    await slack.waitFor(() => channel.bookmarks.length > 0, "the service's links");
    await slack.waitFor(() => channel.topic.startsWith("P2 · Investigating · Lead open · Update due"), "the topic");
    await slack.waitFor(() => channel.members.includes(slack.person("ada").id), "Ada in the channel");
    await company.card(channel, /P2/, /Being set up|waiting/);
  });

  test("is listed while it is open", async () => {
    await company.say("ada", "declare P3 blog-engine Typo on the about page");
    expect(await company.say("ben", "list")).toMatch(/Typo on the about page/);
    const channel = await company.channel("-typo-on-the-about-page");
    await company.card(channel, /Investigating/);
    await company.say("ada", "resolve corrected", channel.name);
    expect(await company.say("ben", "list")).not.toMatch(/Typo on the about page/);
  });
});
