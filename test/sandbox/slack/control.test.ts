import { expect, test } from "vitest";
import { startApp } from "./bolt-app.ts";
import { call, createChannel, outcome, post, workspaceForTest } from "./workspace.ts";

test("Faults are set and cleared from another process", async () => {
  const workspace = await workspaceForTest();
  const control = `${workspace.url}/control/faults`;
  expect(await post(control, { method: "team.info", kind: "ratelimited", retryAfter: 3 })).toEqual({ ok: true });
  expect(await outcome(workspace, "team.info")).toBe("ratelimited");
  await fetch(control, { method: "DELETE" });
  expect(await outcome(workspace, "team.info")).toBe("ok");
});

test.each([
  [{ method: "team.info", kind: "explode" }, "a fault needs a method and one of the kinds"],
  [{ kind: "hang" }, "a fault needs a method and one of the kinds"],
  [{ method: "pins.add", kind: "error", error: "name_taken" }, "pins.add never answers name_taken"],
])("%j is no fault", async (fault, reason) => {
  const workspace = await workspaceForTest();
  const answer = await post(`${workspace.url}/control/faults`, fault);
  expect(answer).toMatchObject({ ok: false, error: expect.stringContaining(reason) });
});

test("The calls so far can be read", async () => {
  const workspace = await workspaceForTest();
  await call(workspace, "conversations.create", { name: "inc-1" });
  const answer = await (await fetch(`${workspace.url}/control/calls`)).json();
  expect(answer).toMatchObject({
    ok: true,
    calls: [{ method: "conversations.create", args: { name: "inc-1" }, outcome: "ok" }],
  });
});

test("Somebody can be made to act", async () => {
  const workspace = await workspaceForTest();
  const channel = await createChannel(workspace, "inc-1");
  workspace.bringIn("ada", channel);
  const act = { kind: "send", conversation: channel, text: "hello" };
  expect(await post(`${workspace.url}/control/act`, { person: "U0ADA00001", act })).toEqual({ ok: true });
  expect(workspace.messages(channel).at(-1)?.text).toBe("hello");
});

test("Connections can be made to go away", async () => {
  const workspace = await workspaceForTest();
  await startApp(workspace, "socket", (app) => {
    app.command("/incident", async ({ ack }) => ack());
  });
  await post(`${workspace.url}/control/disconnect`, {});
  const opened = () => workspace.calls.filter(({ method }) => method === "apps.connections.open").length;
  await workspace.waitFor(() => opened() === 2 && workspace.isConnected(), "a second connection");
  expect(await workspace.as("ada").command("/incident", "", { channel: "incidents" })).toEqual({ kind: "acked" });
});
