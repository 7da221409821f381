import { expect, test } from "vitest";
import { call, createChannel, outcome, post, workspaceForTest } from "./workspace.ts";

test("A fault hits one method, one channel, so many times", async () => {
  const workspace = await workspaceForTest();
  const [one, other] = [await createChannel(workspace, "one"), await createChannel(workspace, "other")];
  workspace.faults.add({
    method: "chat.postMessage",
    channel: one,
    times: 1,
    kind: "error",
    error: "restricted_action",
  });
  expect(await outcome(workspace, "chat.postMessage", { channel: other, text: "t" })).toBe("ok");
  expect(await outcome(workspace, "chat.postMessage", { channel: one, text: "t" })).toBe("restricted_action");
  expect(await outcome(workspace, "chat.postMessage", { channel: one, text: "t" })).toBe("ok");
});

test("A fault stays until it is removed", async () => {
  const workspace = await workspaceForTest();
  const remove = workspace.faults.add({ method: "team.info", kind: "unknown_method" });
  expect(await outcome(workspace, "team.info")).toBe("unknown_method");
  remove();
  expect(await outcome(workspace, "team.info")).toBe("ok");
});

test("A method never answers an error it does not have", async () => {
  const workspace = await workspaceForTest();
  const fault = { method: "pins.add", kind: "error", error: "name_taken" } as const;
  expect(() => workspace.faults.add(fault)).toThrow("pins.add never answers name_taken");
});

test("A dropped call was performed all the same", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  workspace.faults.add({ method: "chat.postMessage", times: 1, kind: "drop-after-performing" });
  await expect(call(workspace, "chat.postMessage", { channel, text: "there" })).rejects.toThrow();
  expect(workspace.messages(channel).at(-1)?.text).toBe("there");
  expect(workspace.calls.at(-1)).toMatchObject({ method: "chat.postMessage", outcome: "dropped" });
});

test("A rate limit is a 429 that says how long to wait", async () => {
  const workspace = await workspaceForTest();
  workspace.faults.add({ method: "*", times: 1, kind: "ratelimited", retryAfter: 7 });
  const response = await fetch(`${workspace.apiUrl}team.info`);
  expect([response.status, response.headers.get("retry-after"), await response.json()]).toEqual([
    429,
    "7",
    { ok: false, error: "ratelimited" },
  ]);
});

test("The tiers hold when asked: twenty channels a minute, three messages at once in a channel", async () => {
  const clock = { nowMs: Date.now() };
  const workspace = await workspaceForTest({ now: () => clock.nowMs });
  const channel = await createChannel(workspace, "inc-1");
  const posting = () => outcome(workspace, "chat.postMessage", { channel, text: "t" });
  const creating = (index: number) => outcome(workspace, "conversations.create", { name: `many-${index}` });
  workspace.faults.enforceTiers();
  const created: string[] = [];
  for (let index = 0; index < 21; index += 1) created.push(await creating(index));
  expect(created).toEqual([...Array.from({ length: 20 }, () => "ok"), "ratelimited"]);
  expect([await posting(), await posting(), await posting(), await posting()]).toEqual([
    "ok",
    "ok",
    "ok",
    "ratelimited",
  ]);
  clock.nowMs += 60_000;
  expect([await creating(21), await posting()]).toEqual(["ok", "ok"]);
});

test("Calls are refused without a token, with a wrong one, and with the app's where the bot's is due", async () => {
  const workspace = await workspaceForTest();
  const as = (token: string) =>
    post(`${workspace.apiUrl}auth.test`, {}, token === "" ? {} : { authorization: `Bearer ${token}` });
  expect(await as("")).toMatchObject({ error: "not_authed" });
  expect(await as("xoxb-wrong")).toMatchObject({ error: "invalid_auth" });
  expect(await as(workspace.appToken)).toMatchObject({ error: "not_allowed_token_type" });
  expect(await outcome(workspace, "apps.connections.open")).toBe("not_allowed_token_type");
  expect(await outcome(workspace, "chat.meMessage")).toBe("unknown_method");
});

test("auth.test tells the scopes in a header", async () => {
  const workspace = await workspaceForTest({ scopes: ["chat:write", "commands"] });
  const response = await fetch(`${workspace.apiUrl}auth.test`, {
    headers: { authorization: `Bearer ${workspace.botToken}` },
  });
  expect(response.headers.get("x-oauth-scopes")).toBe("chat:write,commands");
});

test("Waiting for what does not come ends with the recent calls", async () => {
  const workspace = await workspaceForTest();
  await call(workspace, "team.info");
  await expect(workspace.waitFor(() => false, "a miracle", 10)).rejects.toThrow(/for a miracle.*team\.info → ok/s);
});
