import { request } from "node:http";
import { expect, test } from "vitest";
import type { SlackWorkspace } from "../../../src/sandbox/slack/create-slack-workspace.ts";
import { isObject, type Json, type JsonObject, objectsAt, parseJson } from "../../../src/sandbox/slack/json.ts";
import { startApp } from "./bolt-app.ts";
import { buttonRow, call, createChannel, post, workspaceForTest } from "./workspace.ts";

const act = (workspace: SlackWorkspace, person: string, what: JsonObject) =>
  post(`${workspace.url}/page/act`, { person: workspace.person(person).id, act: what });

/** The first state the page is sent. */
async function stateFor(workspace: SlackWorkspace, person: string, conversation = ""): Promise<Json> {
  const id = workspace.person(person).id;
  const response = await fetch(`${workspace.url}/page/stream?person=${id}&conversation=${conversation}`);
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk).toString();
    if (text.endsWith("\n\n")) break;
  }
  return parseJson(text.slice("data: ".length)) ?? null;
}

test("A page is sent its state at once and again after every change", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  const response = await fetch(`${workspace.url}/page/stream?person=U0ADA00001&conversation=${channel}`);
  const reader = response.body?.getReader();
  const next = async () => Buffer.from((await reader?.read())?.value ?? []).toString();
  expect(await next()).toContain('"me":"U0ADA00001"');
  await call(workspace, "chat.postMessage", { channel, text: "the API is down" });
  expect(await next()).toContain("the API is down");
  await reader?.cancel();
});

test("A guest sees the channels they are in and no others", async () => {
  const workspace = await workspaceForTest();
  const names = (state: Json) => objectsAt(state, "conversations").map(({ name }) => name);
  expect(names(await stateFor(workspace, "gus"))).toEqual(["architect-dashboard"]);
  expect(names(await stateFor(workspace, "ada"))).toContain("social-analytics");
});

test("What starts with the app's command is the command; in a thread it is refused", async () => {
  const workspace = await workspaceForTest();
  await startApp(workspace, "socket", (app) => {
    app.command("/incident", async ({ ack, command }) => ack(`got ${command.text}`));
  });
  const conversation = workspace.channelByName("incidents")?.id ?? "";
  expect(await act(workspace, "ada", { kind: "send", conversation, text: "/incident list all" })).toEqual({ ok: true });
  expect(workspace.messages("incidents").at(-1)).toMatchObject({ text: "got list all", visibleTo: "U0ADA00001" });
  await act(workspace, "ada", { kind: "send", conversation, text: "/incident list", threadTs: "1.000000" });
  expect(workspace.messages("incidents").at(-1)?.text).toBe("/incident is not supported in threads. Sorry!");
});

test("Others' ephemeral messages are not in a page's state", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  await call(workspace, "conversations.invite", { channel, users: "U0ADA00001,U0BEN00001" });
  await call(workspace, "chat.postEphemeral", { channel, user: "U0ADA00001", text: "for ada alone" });
  const messagesOf = async (person: string) => {
    const state = await stateFor(workspace, person, channel);
    return JSON.stringify(isObject(state) ? state.conversation : null);
  };
  expect(await messagesOf("ada")).toContain("for ada alone");
  expect(await messagesOf("ben")).not.toContain("for ada alone");
});

test("Unread messages are counted for members until they read", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  await call(workspace, "conversations.invite", { channel, users: "U0ADA00001" });
  await call(workspace, "chat.postMessage", { channel, text: "news" });
  const unread = async () =>
    objectsAt(await stateFor(workspace, "ada"), "conversations").find(({ id }) => id === channel)?.unread;
  expect(await unread()).toBe(1);
  await act(workspace, "ada", { kind: "read", conversation: channel });
  expect(await unread()).toBe(0);
});

test("A click on the page is a click of that person", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  await startApp(workspace, "socket", (app) => {
    app.action("go", async ({ ack, body, respond }) => {
      await ack();
      await respond({ text: `pressed by ${body.user.id}`, replace_original: true });
    });
  });
  const posted = await call(workspace, "chat.postMessage", { channel, text: "card", blocks: [buttonRow("go", "1")] });
  const input = { blockId: "row", actionId: "go" };
  const click = { kind: "click", conversation: channel, ts: String(posted.ts), input, values: {} };
  expect(await act(workspace, "ben", click)).toEqual({ ok: true });
  await workspace.waitFor(() => workspace.messages(channel).at(-1)?.text === "pressed by U0BEN00001", "the answer");
});

test("What cannot be done says why", async () => {
  const workspace = await workspaceForTest();
  const modal = { kind: "modal-close", modal: "V1" };
  expect(await act(workspace, "ada", modal)).toEqual({ ok: false, error: "this modal is not open" });
  expect(await act(workspace, "ada", { kind: "dance" })).toEqual({ ok: false, error: "there is no such act" });
  const nobody = { person: "UNOBODY", act: { kind: "home-open" } };
  expect(await post(`${workspace.url}/page/act`, nobody)).toEqual({ ok: false, error: "there is no such person" });
});

test("Another site's page, and another name for this server, are refused", async () => {
  const workspace = await workspaceForTest();
  const refused = await fetch(`${workspace.url}/page/act`, {
    method: "POST",
    headers: { origin: "https://evil.example" },
  });
  expect(refused.status).toBe(403);
  const status = await new Promise((resolve) => {
    request(`${workspace.url}/control/calls`, { headers: { host: "evil.example" } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).end();
  });
  expect(status).toBe(403);
});

test("The page is served, and nothing outside its folder", async () => {
  const workspace = await workspaceForTest();
  expect((await fetch(workspace.url)).headers.get("content-type")).toContain("text/html");
  for (const path of ["/assets/..%2fslack%2fjson.ts", "/assets/tsconfig.json", "/assets/none.js"])
    expect((await fetch(`${workspace.url}${path}`)).status).toBe(404);
});
