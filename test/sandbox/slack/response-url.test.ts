import { expect, test } from "vitest";
import { startApp } from "./bolt-app.ts";
import { workspaceForTest } from "./workspace.ts";

async function withUrl() {
  const clock = { nowMs: Date.now() };
  const urls: string[] = [];
  const workspace = await workspaceForTest({ now: () => clock.nowMs });
  await startApp(workspace, "socket", (app) => {
    app.command("/incident", async ({ ack, command }) => {
      urls.push(command.response_url);
      await ack();
    });
  });
  await workspace.as("ada").command("/incident", "", { channel: "incidents" });
  const answer = async (body: object) => {
    const response = await fetch(urls[0] ?? "", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    return { status: response.status, text: await response.text() };
  };
  return { workspace, clock, answer };
}

test("Five answers and no more, ephemeral unless said otherwise", async () => {
  const { workspace, answer } = await withUrl();
  expect(await answer({ text: "1" })).toEqual({ status: 200, text: "ok" });
  expect(workspace.messages("incidents").at(-1)).toMatchObject({ text: "1", visibleTo: "U0ADA00001" });
  await answer({ text: "2", response_type: "in_channel" });
  expect(workspace.messages("incidents").at(-1)).toMatchObject({ text: "2" });
  expect(workspace.messages("incidents").at(-1)?.visibleTo).toBeUndefined();
  for (const text of ["3", "4", "5"]) expect((await answer({ text })).status).toBe(200);
  expect(await answer({ text: "6" })).toMatchObject({ status: 404, text: expect.stringContaining("used_url") });
});

test("An answer is taken for half an hour", async () => {
  const { clock, answer } = await withUrl();
  clock.nowMs += 30 * 60_000;
  expect((await answer({ text: "just in time" })).status).toBe(200);
  clock.nowMs += 1;
  expect(await answer({ text: "late" })).toMatchObject({ status: 404, text: expect.stringContaining("expired_url") });
});

test("Bad blocks are refused and use nothing up", async () => {
  const { answer } = await withUrl();
  expect(await answer({ blocks: [{ type: "banner" }] })).toMatchObject({ status: 400 });
  for (const text of ["1", "2", "3", "4", "5"]) expect((await answer({ text })).status).toBe(200);
});
