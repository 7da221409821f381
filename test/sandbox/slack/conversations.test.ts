import { describe, expect, test } from "vitest";
import { objectAt, textAt } from "../../../src/sandbox/slack/json.ts";
import { call, createChannel, outcome, workspaceForTest } from "./workspace.ts";

describe("Creating a channel", () => {
  test.each([
    ["Upper", "invalid_name_specials"],
    ["with space", "invalid_name_specials"],
    ["---", "invalid_name_punctuation"],
    ["", "invalid_name_required"],
    ["x".repeat(81), "invalid_name_maxlength"],
    ["general", "name_taken"],
    ["inc-2026-11-21_api", "ok"],
  ])("named %j answers %s", async (name, expected) => {
    const workspace = await workspaceForTest();
    expect(await outcome(workspace, "conversations.create", { name })).toBe(expected);
  });

  test("keeps the name of an archived channel taken", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    await call(workspace, "conversations.archive", { channel });
    expect(await outcome(workspace, "conversations.create", { name: "inc-1" })).toBe("name_taken");
  });

  test("needs the scope of its kind and says which", async () => {
    const workspace = await workspaceForTest();
    workspace.scopes.delete("groups:write");
    expect(await outcome(workspace, "conversations.create", { name: "open" })).toBe("ok");
    const answer = await call(workspace, "conversations.create", { name: "closed", is_private: true });
    expect(answer).toMatchObject({ ok: false, error: "missing_scope", needed: "groups:write" });
    expect(answer.provided).toContain("channels:manage");
  });

  test("can be forbidden by the workspace", async () => {
    const workspace = await workspaceForTest();
    workspace.faults.add({ method: "conversations.create", kind: "error", error: "restricted_action" });
    expect(await outcome(workspace, "conversations.create", { name: "inc-1" })).toBe("restricted_action");
  });
});

describe("Inviting", () => {
  test("fails as a whole when one cannot come, and says who", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    const users = `U0ADA00001,UNOBODY,${workspace.botUserId}`;
    const answer = await call(workspace, "conversations.invite", { channel, users });
    expect(answer).toMatchObject({
      ok: false,
      error: "user_not_found",
      errors: [
        { user: "UNOBODY", ok: false, error: "user_not_found" },
        { user: workspace.botUserId, ok: false, error: "cant_invite_self" },
      ],
    });
    expect(workspace.channelByName("inc-1")?.members).toEqual([workspace.botUserId]);
  });

  test("with force brings the others in", async () => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    const answer = await call(workspace, "conversations.invite", { channel, users: "U0ADA00001,UNOBODY", force: true });
    expect(answer).toMatchObject({ ok: true, errors: [{ user: "UNOBODY", error: "user_not_found" }] });
    expect(workspace.channelByName("inc-1")?.members).toContain("U0ADA00001");
  });

  test.each([
    ["somebody inside", "U0ADA00001", "already_in_channel"],
    ["somebody of another workspace", "U0STRANGER", "org_user_not_in_team"],
    ["nobody", "", "no_user"],
    ["more than a hundred", Array.from({ length: 101 }, (_, index) => `U${index}`).join(), "invalid_arguments"],
  ])("%s answers an error", async (_, users, expected) => {
    const workspace = await workspaceForTest();
    const channel = await createChannel(workspace, "inc-1");
    await call(workspace, "conversations.invite", { channel, users: "U0ADA00001" });
    expect(await outcome(workspace, "conversations.invite", { channel, users })).toBe(expected);
  });
});

describe("A channel the app is not in", () => {
  test.each([
    ["conversations.setTopic", { topic: "t" }, "not_in_channel"],
    ["conversations.history", {}, "not_in_channel"],
    ["conversations.invite", { users: "U0GUEST001" }, "not_in_channel"],
    ["conversations.info", {}, "ok"],
    ["conversations.join", {}, "ok"],
    ["chat.postMessage", { text: "hello" }, "ok"],
  ])("%s answers", async (method, args, expected) => {
    const workspace = await workspaceForTest();
    const channel = workspace.channelByName("incidents")?.id;
    expect(await outcome(workspace, method, { channel, ...args })).toBe(expected);
  });

  test("takes no message without chat:write.public", async () => {
    const workspace = await workspaceForTest();
    workspace.scopes.delete("chat:write.public");
    const channel = workspace.channelByName("incidents")?.id;
    expect(await outcome(workspace, "chat.postMessage", { channel, text: "hello" })).toBe("not_in_channel");
  });

  test("is unknown when it is private", async () => {
    const workspace = await workspaceForTest({ channels: [{ name: "secret", isPrivate: true }] });
    const channel = workspace.channelByName("secret")?.id;
    expect(await outcome(workspace, "conversations.info", { channel })).toBe("channel_not_found");
    expect(await outcome(workspace, "chat.postMessage", { channel, text: "hello" })).toBe("channel_not_found");
  });
});

test("An archived channel takes nothing more", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  expect(await outcome(workspace, "conversations.archive", { channel })).toBe("ok");
  expect(await outcome(workspace, "conversations.archive", { channel })).toBe("already_archived");
  expect(await outcome(workspace, "chat.postMessage", { channel, text: "t" })).toBe("is_archived");
  expect(await outcome(workspace, "conversations.setTopic", { channel, topic: "t" })).toBe("is_archived");
  expect(await outcome(workspace, "conversations.invite", { channel, users: "U0ADA00001" })).toBe("is_archived");
});

test("A topic holds 250 characters and no more", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  expect(await outcome(workspace, "conversations.setTopic", { channel, topic: "t".repeat(250) })).toBe("ok");
  expect(await outcome(workspace, "conversations.setTopic", { channel, topic: "t".repeat(251) })).toBe("too_long");
});

test("A list is given page by page until the cursor is empty", async () => {
  const workspace = await workspaceForTest();
  const first = await call(workspace, "conversations.list", { limit: 5 });
  expect(first.channels).toHaveLength(5);
  const cursor = textAt(objectAt(first, "response_metadata"), "next_cursor");
  const second = await call(workspace, "conversations.list", { limit: 5, cursor });
  expect(second).toMatchObject({ response_metadata: { next_cursor: "" } });
  expect(second.channels).toHaveLength(2);
  expect(await outcome(workspace, "conversations.list", { cursor: "nonsense" })).toBe("invalid_cursor");
  expect(await outcome(workspace, "conversations.list", { limit: 1001 })).toBe("invalid_limit");
});

test("A direct conversation is opened once", async () => {
  const workspace = await workspaceForTest();
  const first = await call(workspace, "conversations.open", { users: "U0ADA00001" });
  expect(await call(workspace, "conversations.open", { users: "U0ADA00001" })).toMatchObject({
    already_open: true,
    channel: first.channel,
  });
  expect(await outcome(workspace, "conversations.open", { users: "UNOBODY" })).toBe("user_not_found");
});
