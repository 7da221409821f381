/** A workspace for a test, and a bare caller of its Web API. */

import { onTestFinished } from "vitest";
import { createSlackWorkspace, type SlackWorkspace } from "../../../src/sandbox/slack/create-slack-workspace.ts";
import { isObject, type JsonObject, parseJson } from "../../../src/sandbox/slack/json.ts";
import type { WorkspaceOptions } from "../../../src/sandbox/slack/workspace-options.ts";

/** Started for this test and stopped after it. */
export async function workspaceForTest(options: Partial<WorkspaceOptions> = {}): Promise<SlackWorkspace> {
  const workspace = await createSlackWorkspace(options);
  onTestFinished(() => workspace.stop());
  return workspace;
}

/** Calls a method as the bot; the whole answer. */
export async function call(workspace: SlackWorkspace, method: string, args: JsonObject = {}): Promise<JsonObject> {
  return post(`${workspace.apiUrl}${method}`, args, { authorization: `Bearer ${workspace.botToken}` });
}

export async function post(
  url: string,
  body: JsonObject,
  headers: Readonly<Record<string, string>> = {},
): Promise<JsonObject> {
  const response = await fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });
  const answer = parseJson(await response.text());
  return isObject(answer) ? answer : {};
}

/** `ok`, or the code of the error. */
export async function outcome(workspace: SlackWorkspace, method: string, args: JsonObject = {}): Promise<string> {
  const answer = await call(workspace, method, args);
  return answer.ok === true ? "ok" : String(answer.error);
}

/** A channel the bot made. */
export async function createChannel(workspace: SlackWorkspace, name: string): Promise<string> {
  await call(workspace, "conversations.create", { name });
  return workspace.channelByName(name)?.id ?? "";
}

/** The `ts` of a new message of the bot. */
export async function postText(workspace: SlackWorkspace, channel: string, text: string): Promise<string> {
  return String((await call(workspace, "chat.postMessage", { channel, text })).ts);
}

export const plain = (text: string) => ({ type: "plain_text", text });

export const modal = (more: JsonObject = {}) => ({
  type: "modal",
  callback_id: "form",
  title: plain("Form"),
  submit: plain("Send"),
  blocks: [
    {
      type: "input",
      block_id: "reason",
      label: plain("Reason"),
      element: { type: "plain_text_input", action_id: "text" },
    },
  ],
  ...more,
});

export const buttonRow = (actionId: string, value: string) => ({
  type: "actions",
  block_id: "row",
  elements: [{ type: "button", action_id: actionId, text: plain("Press"), value }],
});
