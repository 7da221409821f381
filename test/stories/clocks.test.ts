import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Channel, Message } from "../../src/sandbox/slack/state/types.ts";
import { createTimeMachine } from "../../src/sandbox/time-machine.ts";
import { restoreTicks } from "../../src/store/ticks.ts";
import { withDatabase } from "../database.ts";
import { type Company, impatient, openCompany, words } from "./company.ts";

const database = withDatabase();
const time = createTimeMachine(1, Date.now);
let company: Company;

beforeAll(async () => {
  company = await openCompany(database.url, "socket", {}, "", { ...impatient, time });
});
afterAll(() => company.stop());

/** Moves the time of incidents on: what is due then strikes now. */
async function pass(minutes: number): Promise<void> {
  time.skip(minutes);
  await restoreTicks(database.pool, time, "all");
}

/** What the bot has written to a person alone. */
function toldTo(person: string): readonly Message[] {
  const { calls, messages } = company.slack;
  const { id } = company.slack.person(person);
  const opened = calls.findIndex(({ method, args }) => method === "conversations.open" && args["users"] === id);
  const isDirect = (channel: unknown): channel is string => typeof channel === "string" && channel.startsWith("D");
  const place = calls.slice(Math.max(0, opened)).find(({ args }) => isDirect(args["channel"]))?.args["channel"];
  return opened >= 0 && isDirect(place) ? messages(place) : [];
}

const line = (channel: Channel, shown: RegExp): Promise<string> =>
  company.slack.waitFor(
    () => company.lines(channel).find((one) => shown.test(one)),
    `a line that says ${shown}`,
    15_000,
  );

const reminded = (person: string, shown: RegExp): Promise<Message> =>
  company.slack.waitFor(() => toldTo(person).find((one) => shown.test(words(one))), `${person} told ${shown}`, 15_000);

describe("a P1 of architect-dashboard that nobody hurries for", () => {
  test("goes through ladder, reminder, channel, page, resolve, watch and post-mortem", {
    timeout: 90_000,
  }, async () => {
    const { slack, say } = company;
    await say("ada", "declare P1 architect-dashboard Dashboard answers nothing");
    const channel = await company.channel("-dashboard-answers-nothing");
    await line(channel, /manager and the lead engineer at once.*Called:.*Manager, Engineering Lead/s);
    const card = await company.card(channel, /Next update.*Acknowledge.*Escalation.*Director and VP Engineering/s);

    await pass(5);
    await line(channel, /Nobody has acknowledged it within 5 min/);
    await line(channel, /Nobody leads this incident yet/);
    await company.card(channel, /⚠️ overdue since/);

    await slack.as("ben").click(card, "take-lead");
    await company.card(channel, /Acknowledged.*U0BEN/s, /⚠️ overdue since/);
    await slack.waitFor(() => company.lines(channel).every((one) => !one.includes("take-lead")), "no old button");

    await pass(10);
    await line(channel, /director and the VP Engineering are paged/);
    const reminder = await reminded("ben", /Time for an update.*snooze-15.*snooze-30/s);
    await slack.waitFor(() => channel.topic.includes("update overdue since"), "the topic");

    await slack.as("ben").click(reminder, "snooze-15");
    await reminded("ben", /Put off until/);
    expect(await say("ben", "snooze 15", channel.name)).toMatch(/put off once already/);
    await pass(15);
    await line(channel, /An outage is declared/);
    await company.announcement("Dashboard answers nothing", /OUTAGE/);

    await pass(15);
    await line(channel, /An update is due/);
    await say("ben", "update identified a bad deploy, rolling back", channel.name);
    await company.card(channel, /Identified/, /⚠️ overdue since/);
    await slack.waitFor(() => toldTo("ben").every((one) => !words(one).includes("snooze-15")), "no reminder left");
    expect(await say("ada", "clocks", channel.name)).toMatch(/what is due.*Next update/s);

    await say("ben", "resolve rolled back to v41", channel.name);
    await pass(30);
    await line(channel, /Did it stay well\?.*all-good/s);
    await say("ada", "confirm", channel.name);
    await line(channel, /confirmed that it stayed well/);

    await pass(48 * 60);
    await line(channel, /The post-mortem is overdue.*Manager/s);
    await say("ben", "postmortem https://wiki.example.com/inc-1", channel.name);
    await company.card(channel, /Post-mortem.*Written/s);
    expect(await say("ada", "clocks", channel.name)).toMatch(/nothing is due any more/);
  });

  test("a reminder whose answer is lost is not sent twice", { timeout: 60_000 }, async () => {
    const { slack, say } = company;
    await say("ada", "declare P1 blog-engine Comments are slow");
    const channel = await company.channel("-comments-are-slow");
    await company.card(channel, /P1/, /Being set up/);
    await say("elena", "lead me", channel.name);
    await company.card(channel, new RegExp(slack.person("elena").id));
    await reminded("elena", /You are now Lead/);
    await line(channel, /took the lead/);
    slack.faults.add({ method: "chat.postMessage", kind: "drop-after-performing", times: 1 });
    await pass(16);
    await reminded("elena", /Time for an update/);
    await company.card(channel, /⚠️ overdue since/);
    expect(toldTo("elena").filter((one) => /Time for an update/.test(words(one)))).toHaveLength(1);
  });
});
