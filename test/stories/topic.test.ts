import { afterAll, beforeAll, expect, test } from "vitest";
import { withDatabase } from "../database.ts";
import { type Company, openCompany } from "./company.ts";

const database = withDatabase();
let company: Company;

beforeAll(async () => {
  company = await openCompany(database.url);
});
afterAll(() => company.stop());

test("the topic is set when it says something new, and not once more", async () => {
  const { slack, say } = company;
  await say("ada", "declare P2 web-analytics Collector drops events");
  const channel = await company.channel("-collector-drops-events");
  const card = await company.card(channel, /P2/, /Being set up/);
  await say("ada", "severity P1", channel.name);
  await slack.waitFor(() => channel.topic.startsWith("P1"), "the new severity in the topic");
  await slack.as("ben").click(card, "take-lead");
  await slack.waitFor(() => channel.topic.includes(slack.person("ben").id), "the lead in the topic");
  await say("ada", "role scribe @ben", channel.name);
  await slack.waitFor(() => company.lines(channel).some((line) => line.includes("scribe")), "the scribe told");
  const topics = slack.calls.filter(({ method }) => method === "conversations.setTopic").map(({ args }) => args.topic);
  expect(topics.filter((topic, index) => topic === topics[index - 1])).toEqual([]);
});
