import { WebClient } from "@slack/web-api";
import { expect, test } from "vitest";
import { call, createChannel, outcome, workspaceForTest } from "./workspace.ts";

test("The SDK's upload arrives in the channel and is served", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  const client = new WebClient(workspace.botToken, { slackApiUrl: workspace.apiUrl });
  await client.filesUploadV2({ channel_id: channel, file: Buffer.from("line 1\n"), filename: "log.txt", title: "Log" });
  const message = workspace.messages(channel).at(-1);
  const id = message?.files[0] ?? "";
  expect(workspace.file(id)).toMatchObject({ title: "Log", isComplete: true });
  const served = await fetch(`${workspace.url}/files/${id}`);
  expect([await served.text(), served.headers.get("content-type")]).toEqual(["line 1\n", "text/plain; charset=utf-8"]);
});

test("What a browser could run is given out as a download", async () => {
  const workspace = await workspaceForTest();
  const id = await upload("page.svg");
  const served = await fetch(`${workspace.url}/files/${id}`);
  expect(served.headers.get("content-disposition")).toContain("attachment");

  async function upload(filename: string): Promise<string> {
    const channel = await createChannel(workspace, "inc-1");
    const client = new WebClient(workspace.botToken, { slackApiUrl: workspace.apiUrl });
    await client.filesUploadV2({ channel_id: channel, file: Buffer.from("<svg/>"), filename });
    return workspace.messages(channel).at(-1)?.files[0] ?? "";
  }
});

test("An image block shows a file only once its upload is complete", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  const ticket = await call(workspace, "files.getUploadURLExternal", { filename: "chart.png", length: 3 });
  const id = String(ticket.file_id);
  const post = () =>
    outcome(workspace, "chat.postMessage", {
      channel,
      blocks: [{ type: "image", alt_text: "chart", slack_file: { id } }],
    });
  expect(await post()).toBe("invalid_blocks");
  expect((await fetch(String(ticket.upload_url), { method: "POST", body: "too long" })).status).toBe(400);
  expect((await fetch(String(ticket.upload_url), { method: "POST", body: "png" })).status).toBe(200);
  const complete = { files: [{ id, title: "Chart" }] };
  expect(await outcome(workspace, "files.completeUploadExternal", complete)).toBe("ok");
  expect(await outcome(workspace, "files.completeUploadExternal", complete)).toBe("file_not_found");
  expect(await post()).toBe("ok");
});

test("A file is shared only where the app is a member", async () => {
  const workspace = await workspaceForTest();
  const ticket = await call(workspace, "files.getUploadURLExternal", { filename: "log.txt", length: 1 });
  await fetch(String(ticket.upload_url), { method: "POST", body: "x" });
  const channel_id = workspace.channelByName("incidents")?.id;
  const files = [{ id: ticket.file_id ?? null }];
  expect(await outcome(workspace, "files.completeUploadExternal", { files, channel_id })).toBe("not_in_channel");
});
