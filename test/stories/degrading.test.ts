import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Message } from "../../src/sandbox/slack/state/types.ts";
import { withDatabase } from "../database.ts";
import { announcements, type Company, openCompany, words } from "./company.ts";

const database = withDatabase();

describe("what Slack refuses is said with what to do, and Retry mends it", () => {
  let company: Company;
  beforeAll(async () => {
    company = await openCompany(database.url, "http");
  });
  beforeEach(() => company.slack.faults.clear());
  afterAll(() => company.stop());

  const declare = async (title: string): Promise<string> => {
    const said = await company.say("ada", `declare P2 web-analytics ${title}`);
    return /INC-\d+/.exec(said)?.[0] ?? "";
  };
  const retry = (message: Message, part: string) =>
    company.slack.as("ada").click(message, "retry-part", { blockId: `part-${part}` });

  test("429 in the middle: the card says what it waits for, and the rest goes on", async () => {
    company.slack.faults.add({ method: "bookmarks.add", kind: "ratelimited", retryAfter: 6, times: 1 });
    await declare("Too fast");
    const channel = await company.channel("-too-fast");
    await company.card(channel, /Bookmarks – waiting: Slack answered 429/);
    await company.slack.waitFor(() => channel.topic.startsWith("P2"), "the topic");
    await company.card(channel, /P2/, /Bookmarks/);
  });

  test("missing_scope: the card names the scope and where to add it", async () => {
    const { slack } = company;
    slack.scopes.delete("bookmarks:write");
    await declare("Links are missing");
    const channel = await company.channel("-links-are-missing");
    const card = await company.card(channel, /Bookmarks – Slack answered missing_scope.*Add the scope bookmarks:write/);
    expect(channel.bookmarks).toHaveLength(0);
    slack.scopes.add("bookmarks:write");
    await retry(card, "bookmarks");
    await slack.waitFor(() => channel.bookmarks.length > 0, "the links");
    await company.card(channel, /P2/, /Bookmarks|bookmarks/);
  });

  test("restricted_action: without a channel the announcement leads, and its thread is told", async () => {
    const { slack } = company;
    const mend = slack.faults.add({ method: "conversations.create", kind: "error", error: "restricted_action" });
    const number = await declare("No channel for us");
    const announced = await company.announcement(
      "No channel for us",
      /Channel – Slack answered restricted_action.*Ask a workspace owner.*the thread of this message|the thread of this message.*restricted_action/s,
    );
    await slack.as("ben").click(announced, "take-lead");
    const thread = () =>
      slack
        .messages("incidents")
        .filter(({ threadTs }) => threadTs === announced.ts)
        .map(words);
    await slack.waitFor(() => thread().some((line) => line.includes("took the lead")), "the line in the thread");
    await company.say("ben", `update ${number} identified it is the proxy`);
    await slack.waitFor(() => thread().some((line) => line.includes("it is the proxy")), "the update in the thread");
    mend();
    await retry(await company.announcement("No channel for us", /it is the proxy/), "channel");
    const channel = await company.channel("-no-channel-for-us");
    await company.card(channel, /it is the proxy/);
    const after = await company.announcement("No channel for us", new RegExp(channel.id));
    expect(words(after)).not.toMatch(/restricted_action|take-lead|thread of this message/);
  });

  test("name_taken: another name is taken", async () => {
    company.slack.faults.add({ method: "conversations.create", kind: "error", error: "name_taken", times: 1 });
    const number = await declare("Taken name");
    const channel = await company.channel(`-taken-name-${number.slice(4)}`);
    await company.card(channel, /P2/);
  });

  test("an archived channel: the announcement says that apps cannot unarchive it", async () => {
    const number = await declare("Closed too early");
    const channel = await company.channel("-closed-too-early");
    await company.card(channel, /P2/, /Being set up/);
    channel.isArchived = true;
    await company.say("ada", `update ${number} identified found the cause`);
    const announced = await company.announcement("Closed too early", /Card – .*apps cannot unarchive/s);
    channel.isArchived = false;
    await retry(announced, "card");
    await company.card(channel, /found the cause/, /Card –/);
    await company.slack.waitFor(() => company.lines(channel).join("").includes("found the cause"), "the line, later");
    await company.slack.waitFor(
      () => announcements(company.slack).every((one) => !words(one).includes("Card –")),
      "the announcement without a complaint",
    );
  });

  test("not_in_channel: the app joins by itself", async () => {
    const { slack } = company;
    slack.scopes.delete("chat:write.public");
    const incidents = slack.channelByName("incidents");
    const at = incidents?.members.indexOf(slack.botUserId) ?? -1;
    if (at >= 0) incidents?.members.splice(at, 1);
    await declare("Nobody let me in");
    await company.announcement("Nobody let me in", /P2/);
    expect(incidents?.members).toContain(slack.botUserId);
    slack.scopes.add("chat:write.public");
  });

  test("not_in_channel where the app may not join: the card asks for an invitation", async () => {
    const { slack } = company;
    const incidents = slack.channelByName("incidents")?.id ?? "";
    slack.faults.add({ method: "chat.postMessage", channel: incidents, kind: "error", error: "not_in_channel" });
    slack.faults.add({ method: "conversations.join", kind: "error", error: "method_not_supported_for_channel_type" });
    await declare("Door is shut");
    const channel = await company.channel("-door-is-shut");
    const card = await company.card(channel, /Announcement – Slack answered not_in_channel.*Invite the app/s);
    slack.faults.clear();
    await retry(card, "announcement");
    await company.announcement("Door is shut", /P2/);
    await company.card(channel, /P2/, /Announcement –/);
  });

  test("invalid_blocks: the card stays, in simple text, and says so", async () => {
    const { slack } = company;
    const number = await declare("Blocks are odd");
    const channel = await company.channel("-blocks-are-odd");
    await company.card(channel, /P2/, /Being set up/);
    const refusal = { method: "chat.update", channel: channel.id, kind: "error", error: "invalid_blocks" } as const;
    slack.faults.add({ ...refusal, containing: '"header"' });
    await company.say("ada", `severity ${number} P1`);
    const card = await company.card(channel, /Card – Slack refused its layout.*simple text.*Retry/s, /"header"/);
    expect(words(card)).toMatch(/P1 Critical.*"update"/s);
    slack.faults.clear();
    slack.faults.add({ ...refusal, containing: '"type"' });
    await retry(card, "card");
    const wordsAlone = () =>
      slack.calls.some(
        ({ method, args }) => method === "chat.update" && JSON.stringify(args["blocks"]).replaceAll('"', "") === "[]",
      );
    await slack.waitFor(wordsAlone, "the card in words alone, where simple text is refused too", 15_000);
    slack.faults.clear();
    await company.say("ada", `update ${number} looking at the layout`);
    await company.card(channel, /"header".*P1 Critical/s, /Card –/);
  });
});
