import { afterEach, beforeEach, expect, test } from "vitest";
import { Fault } from "../../src/clients/fault.ts";
import { createSlackClient, type SlackClient } from "../../src/clients/slack.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { quiet } from "../quiet.ts";

let workspace: SlackWorkspace;
let slack: SlackClient;
beforeEach(async () => {
  workspace = await createSlackWorkspace();
  slack = createSlackClient({ token: workspace.botToken, apiUrl: workspace.apiUrl, log: quiet });
});
afterEach(() => workspace.stop());

const idOf = (name: string): string => workspace.channelByName(name)?.id ?? "";

const faultOf = async (call: Promise<unknown>): Promise<Fault> => {
  const failure = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  if (failure instanceof Fault) return failure;
  throw new Error(`not a fault: ${String(failure)}`);
};

const callsTo = (method: string): number => workspace.calls.filter((call) => call.method === method).length;

test("an answer is read into what was promised", async () => {
  const posted = await slack.background.call("chat.postMessage", { channel: idOf("incidents"), text: "hello" });
  expect(workspace.messages("incidents").at(-1)).toMatchObject({ ts: posted.ts, text: "hello" });
});

test("a 429 rests this method in this channel and nothing else", async () => {
  workspace.faults.add({
    method: "chat.postMessage",
    channel: idOf("incidents"),
    kind: "ratelimited",
    retryAfter: 30,
    times: 1,
  });
  const post = (name: string) => slack.background.call("chat.postMessage", { channel: idOf(name), text: "hello" });
  expect(await faultOf(post("incidents"))).toMatchObject({ retry: { kind: "after", ms: 30_000 } });
  const again = await faultOf(post("incidents"));
  expect(again.retry).toMatchObject({ kind: "after" });
  expect(callsTo("chat.postMessage")).toBe(1);
  await post("general");
  await slack.background
    .call("conversations.setTopic", { channel: idOf("incidents"), topic: "calm" })
    .catch(() => undefined);
  expect(callsTo("conversations.setTopic")).toBe(1);
});

test("more than Slack's pace is held back before Slack has to say no", async () => {
  workspace.faults.enforceTiers();
  const results = await Promise.allSettled(
    Array.from({ length: 25 }, () =>
      slack.background.call("conversations.list", { types: "public_channel", exclude_archived: true, limit: 10 }),
    ),
  );
  expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(20);
  expect(callsTo("conversations.list")).toBe(20);
});

test("nothing is tried again by the client itself", async () => {
  workspace.faults.add({ method: "chat.postMessage", kind: "http-500" });
  const call = slack.background.call("chat.postMessage", { channel: idOf("incidents"), text: "hello" });
  expect(await faultOf(call)).toMatchObject({ code: "http-500", outcome: "unknown" });
  expect(callsTo("chat.postMessage")).toBe(1);
});

test("a connection that breaks after the post leaves the outcome unknown", async () => {
  workspace.faults.add({ method: "chat.postMessage", kind: "drop-after-performing", times: 1 });
  const call = slack.background.call("chat.postMessage", { channel: idOf("incidents"), text: "hello" });
  expect(await faultOf(call)).toMatchObject({ retry: { kind: "backoff" }, outcome: "unknown" });
  expect(workspace.messages("incidents")).toHaveLength(1);
});

test("a missing scope is named", async () => {
  workspace.scopes.delete("pins:write");
  const call = slack.background.call("pins.add", { channel: idOf("incidents"), timestamp: "1.1" });
  expect((await faultOf(call)).advice).toContain("pins:write");
});

test("a waiting person is not kept: the interactive client gives up after its 2.5 s", async () => {
  workspace.faults.add({ method: "users.info", kind: "hang" });
  expect(await faultOf(slack.interactive.call("users.info", { user: "U0ADA00001" }))).toMatchObject({
    code: "timeout",
  });
});

test("a bad token says what to check", async () => {
  const stranger = createSlackClient({ token: "xoxb-wrong", apiUrl: workspace.apiUrl, log: quiet });
  expect((await faultOf(stranger.interactive.call("auth.test", {}))).advice).toContain("SLACK_BOT_TOKEN");
});
