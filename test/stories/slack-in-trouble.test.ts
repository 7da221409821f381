import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Fault } from "../../src/sandbox/slack/state/faults.ts";
import { withDatabase } from "../database.ts";
import { announcements, type Company, incidentChannels, openCompany } from "./company.ts";

const database = withDatabase();
let company: Company;

beforeEach(async () => {
  company = await openCompany(database.url);
});
afterEach(() => company.stop());

const declare = () => company.say("ada", "declare P1 podcast-analytics API error rate at 37%");
const methods = [
  "conversations.create",
  "chat.postMessage",
  "conversations.invite",
  "conversations.setTopic",
  "bookmarks.add",
  "pins.add",
];

/** The end state of a declaration, whatever happened on the way: everything is there, and once. */
async function everythingOnce(): Promise<void> {
  const { slack } = company;
  const channel = await company.channel("-api-error-rate-at-37");
  const card = await company.card(channel, /Take the lead/, /Being set up|waiting/);
  await slack.waitFor(() => channel.pins.some(({ ts }) => ts === card.ts), "the card pinned", 15_000);
  await slack.waitFor(() => channel.members.includes(slack.person("ada").id), "Ada in the channel", 15_000);
  await slack.waitFor(() => channel.topic.startsWith("P1"), "the topic", 15_000);
  await company.announcement("API error rate at 37%", new RegExp(channel.id));
  const cards = channel.messages.filter((one) => JSON.stringify(one.metadata ?? {}).includes('"card"'));
  expect([incidentChannels(slack).length, cards.length, announcements(slack).length]).toEqual([1, 1, 1]);
  expect(new Set(channel.bookmarks.map(({ link }) => link)).size).toBe(channel.bookmarks.length);
  const { rows } = await database.pool.query("select 1 from incidents where state->>'title' = 'API error rate at 37%'");
  expect(rows).toHaveLength(1);
}

beforeEach(async () => {
  await database.pool.query("truncate incidents, inbox, messages, attempts cascade");
});

describe("while Slack is in trouble the incident exists, and what is owed is done later, once", () => {
  const troubles: readonly (readonly [string, Omit<Fault, "method">])[] = [
    ["answers 429", { kind: "ratelimited", retryAfter: 1, times: 2 }],
    ["answers 500", { kind: "http-500", times: 1 }],
    ["is done but its answer is lost", { kind: "drop-after-performing", times: 1 }],
  ];

  test.each(troubles)("every call %s", async (_what, fault) => {
    for (const method of methods) company.slack.faults.add({ method, ...fault });
    expect(await declare()).toMatch(/INC-\d+ declared/);
    await everythingOnce();
  });

  // Each answer of the two calls that cannot simply be repeated: first the announcement, then the card.
  test("the answer to posting the card is lost", async () => {
    await declare();
    const channel = await company.channel("-api-error-rate-at-37");
    company.slack.faults.add({
      method: "chat.postMessage",
      channel: channel.id,
      kind: "drop-after-performing",
      times: 1,
    });
    await everythingOnce();
  });

  test("Slack answers nothing at all for a while", { timeout: 60_000 }, async () => {
    const cure = company.slack.faults.add({ method: "*", kind: "http-500" });
    expect(await declare()).toMatch(/INC-\d+ declared/);
    await company.slack.waitFor(() => company.slack.calls.length > 6, "a few failing calls", 15_000);
    cure();
    await everythingOnce();
  });
});

describe("a Slack that lacks methods", () => {
  test("still has card, template, updates, buttons and forms, and the card says what is missing", async () => {
    const { slack } = company;
    const lacking = ["conversations.setTopic", "conversations.invite", "pins.add", "bookmarks.add", "bookmarks.list"];
    for (const method of lacking) slack.faults.add({ method, kind: "unknown_method" });
    await declare();
    const channel = await company.channel("-api-error-rate-at-37");
    const card = await company.card(channel, /Pin –.*Topic –.*Bookmarks –.*Invitations –/s);
    await slack.as("ada").click(card, "update");
    const form = await slack.waitFor(() => slack.modalOf("ada"), "the form");
    await slack.as("ada").submit(form, { status: "identified", text: "Bad deploy" });
    await company.card(channel, /Identified.*Bad deploy/s);
    await company.announcement("API error rate at 37%", /Identified.*Bad deploy/s);
  });

  test("Retry mends a part once its cause is gone", async () => {
    const { slack } = company;
    const cure = slack.faults.add({ method: "conversations.setTopic", kind: "error", error: "missing_scope" });
    await declare();
    const channel = await company.channel("-api-error-rate-at-37");
    const card = await company.card(channel, /Topic –.*missing_scope.*Retry/s);
    cure();
    await slack.as("ben").click(card, "retry-part");
    await slack.waitFor(() => channel.topic.startsWith("P1"), "the topic", 15_000);
    await company.card(channel, /Take the lead/, /Topic –/);
  });
});
