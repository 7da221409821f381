import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import type { Fault } from "../../src/sandbox/slack/state/faults.ts";
import { withDatabase } from "../database.ts";
import { announcements, asTheManifestAsks, incidentChannels, whatIsShown } from "./company.ts";
import { type Replica, startReplica } from "./start-replica.ts";

const database = withDatabase();
let slack: SlackWorkspace;
let running: Replica;

beforeAll(async () => {
  slack = await createSlackWorkspace(await asTheManifestAsks());
  running = await startReplica(database.url, slack);
});
afterAll(async () => {
  await running.kill();
  await slack.stop();
});

const when: readonly (readonly [string, string, Fault["kind"], string])[] = [
  ["Slack was asked for the channel", "Imports stall", "hang", "conversations.create"],
  ["the channel was made", "Charts stay empty", "drop-after-performing", "conversations.create"],
  ["Slack was asked to post", "Logins loop", "hang", "chat.postMessage"],
  ["a message was posted", "Invoices double", "drop-after-performing", "chat.postMessage"],
  ["a bookmark was added", "Search times out", "drop-after-performing", "bookmarks.add"],
  ["the card was pinned", "Uploads vanish", "drop-after-performing", "pins.add"],
];

describe("a process killed with -9 in the middle of declaring leaves the same end state as one that lived", () => {
  test.each(when)("when %s", { timeout: 60_000 }, async (_when, title, kind, method) => {
    const { say, card, announcement } = whatIsShown(slack);
    const before = slack.calls.length;
    slack.faults.add({ method, kind, times: 1 });
    expect(await say("ada", `declare P1 podcast-analytics ${title}`)).toMatch(/INC-\d+ declared/);
    const outcome = kind === "hang" ? "hung" : "dropped";
    const isThere = () => slack.calls.slice(before).find((one) => one.method === method && one.outcome === outcome);
    await slack.waitFor(isThere, `${method} ${outcome}`, 15_000);
    await running.kill();
    running = await startReplica(database.url, slack);

    const ours = () => incidentChannels(slack).filter(({ name }) => name.endsWith(slugOf(title)));
    const channel = await slack.waitFor(() => ours()[0], "the channel", 30_000);
    const shown = await card(channel, /Take the lead/, /Being set up|waiting/);
    await slack.waitFor(() => channel.pins.some(({ ts }) => ts === shown.ts), "the card pinned", 15_000);
    await slack.waitFor(() => channel.members.includes(slack.person("ada").id), "Ada in the channel", 15_000);
    await slack.waitFor(() => channel.topic.startsWith("P1"), "the topic", 15_000);
    await announcement(title, new RegExp(channel.id));
    const cards = channel.messages.filter((one) => JSON.stringify(one.metadata ?? {}).includes('"card"'));
    const announced = announcements(slack).filter(({ text }) => text.includes(title));
    expect([ours().length, cards.length, announced.length]).toEqual([1, 1, 1]);
    expect(new Set(channel.bookmarks.map(({ link }) => link)).size).toBe(channel.bookmarks.length);
  });
});

const slugOf = (title: string): string => title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
