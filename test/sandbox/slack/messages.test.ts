import { describe, expect, test } from "vitest";
import { call, createChannel, outcome, postText, workspaceForTest } from "./workspace.ts";

const divider = { type: "divider" };

describe("Posting a message", () => {
  test.each([
    ["of nothing", {}, "no_text"],
    ["with blocks that are no list", { blocks: { type: "divider" } }, "invalid_blocks_format"],
    ["with a block nobody knows", { blocks: [{ type: "banner" }] }, "invalid_blocks"],
    ["with Markdown beside text", { text: "t", markdown_text: "m" }, "markdown_text_conflict"],
    ["with metadata of no type", { text: "t", metadata: { event_payload: {} } }, "invalid_metadata_format"],
    ["in a thread that is not there", { text: "t", thread_ts: "1.000000" }, "cannot_reply_to_message"],
    [
      "with blocks that say too much together",
      {
        blocks: Array.from({ length: 6 }, () => ({
          type: "section",
          text: { type: "mrkdwn", text: "x".repeat(2000) },
        })),
      },
      "msg_blocks_too_long",
    ],
    ["under another name without the scope", { text: "t", username: "Somebody" }, "missing_scope"],
    ["of blocks alone", { blocks: [divider] }, "ok"],
  ])("%s answers", async (_, args, expected) => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    expect(await outcome(workspace, "chat.postMessage", { channel, ...args })).toBe(expected);
  });

  test("says where the blocks are wrong", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    const answer = await call(workspace, "chat.postMessage", { channel, blocks: [divider, { type: "section" }] });
    const sentence = "must define either `text` or `fields` [json-pointer:/blocks/1]";
    expect(answer).toEqual({
      ok: false,
      error: "invalid_blocks",
      errors: [sentence],
      response_metadata: { messages: [`[ERROR] ${sentence}`] },
    });
  });

  test("to a person goes to the app's conversation with them", async () => {
    const workspace = await workspaceForTest();
    const answer = await call(workspace, "chat.postMessage", { channel: "U0ADA00001", text: "hello" });
    expect(String(answer.channel)).toMatch(/^D/);
  });

  test("keeps metadata, which history gives back when asked", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    const metadata = { event_type: "incident_card", event_payload: { id: "i-1" } };
    await call(workspace, "chat.postMessage", { channel, text: "card", metadata });
    const asked = await call(workspace, "conversations.history", { channel, include_all_metadata: true });
    expect(asked.messages).toMatchObject([{ text: "card", metadata }]);
    const plain = await call(workspace, "conversations.history", { channel });
    expect(JSON.stringify(plain.messages)).not.toContain("incident_card");
  });

  test("cuts text after 40,000 characters", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    await postText(workspace, channel, "x".repeat(40_001));
    expect(workspace.messages(channel).at(-1)?.text).toHaveLength(40_000);
  });
});

describe("Changing a message", () => {
  test("keeps what is not given", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    const posted = await call(workspace, "chat.postMessage", { channel, text: "a", blocks: [divider] });
    await call(workspace, "chat.update", { channel, ts: posted.ts, text: "b" });
    expect(workspace.messages(channel).at(-1)).toMatchObject({ text: "b", blocks: [divider] });
    await call(workspace, "chat.update", { channel, ts: posted.ts, text: "c", blocks: [] });
    expect(workspace.messages(channel).at(-1)).toMatchObject({ text: "c", blocks: [] });
  });

  test("is for its author alone, and for messages that are there", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    workspace.as("ada").join(channel);
    const theirs = await workspace.as("ada").send(channel, "mine");
    expect(await outcome(workspace, "chat.update", { channel, ts: theirs.ts, text: "b" })).toBe("cant_update_message");
    expect(await outcome(workspace, "chat.delete", { channel, ts: theirs.ts })).toBe("cant_delete_message");
    expect(await outcome(workspace, "chat.update", { channel, ts: "1.000000", text: "b" })).toBe("message_not_found");
  });

  test("refuses more than 4,000 characters of text", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    const ts = await postText(workspace, channel, "a");
    expect(await outcome(workspace, "chat.update", { channel, ts, text: "x".repeat(4001) })).toBe("msg_too_long");
  });
});

test("An ephemeral message is for a member, cannot be found and cannot be changed", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  const args = { channel, user: "U0ADA00001", text: "for you" };
  expect(await outcome(workspace, "chat.postEphemeral", args)).toBe("user_not_in_channel");
  workspace.as("ada").join(channel);
  const { message_ts: ts } = await call(workspace, "chat.postEphemeral", args);
  expect(await outcome(workspace, "chat.update", { channel, ts, text: "b" })).toBe("message_not_found");
  expect(JSON.stringify(await call(workspace, "conversations.history", { channel }))).not.toContain("for you");
});

test("Replies are read in their thread and not in the channel", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  const ts = await postText(workspace, channel, "parent");
  const reply = await call(workspace, "chat.postMessage", { channel, text: "reply", thread_ts: ts });
  const history = await call(workspace, "conversations.history", { channel });
  expect(history.messages).toMatchObject([{ text: "parent", reply_count: 1 }]);
  const thread = await call(workspace, "conversations.replies", { channel, ts });
  expect(thread.messages).toMatchObject([{ text: "parent" }, { text: "reply", thread_ts: ts }]);
  expect(await outcome(workspace, "chat.postMessage", { channel, text: "t", thread_ts: reply.ts })).toBe(
    "cannot_reply_to_message",
  );
});

test("Pins, reactions and bookmarks are there once", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  const timestamp = await postText(workspace, channel, "card");
  const bookmark = { channel_id: channel, title: "Runbook", type: "link", link: "https://a.example/runbook" };
  const steps: readonly (readonly [string, object, string])[] = [
    ["pins.add", { channel, timestamp }, "ok"],
    ["pins.add", { channel, timestamp }, "already_pinned"],
    ["pins.add", { channel }, "no_item_specified"],
    ["pins.add", { channel, timestamp: "yesterday" }, "bad_timestamp"],
    ["pins.remove", { channel, timestamp }, "ok"],
    ["pins.remove", { channel, timestamp }, "no_pin"],
    ["reactions.add", { channel, timestamp, name: "eyes" }, "ok"],
    ["reactions.add", { channel, timestamp, name: "eyes" }, "already_reacted"],
    ["reactions.add", { channel, timestamp, name: ":eyes:" }, "invalid_name"],
    ["reactions.remove", { channel, timestamp, name: "eyes" }, "ok"],
    ["reactions.remove", { channel, timestamp, name: "eyes" }, "no_reaction"],
    ["bookmarks.add", bookmark, "ok"],
    ["bookmarks.add", { ...bookmark, link: "runbook" }, "invalid_link"],
    ["bookmarks.add", { ...bookmark, emoji: "eyes" }, "invalid_emoji"],
    ["bookmarks.edit", { channel_id: channel, bookmark_id: "Bk0", title: "T" }, "not_found"],
  ];
  for (const [method, args, expected] of steps)
    expect([method, await outcome(workspace, method, { ...args })]).toEqual([method, expected]);
});
