import { expect, test } from "vitest";
import { startApp } from "./bolt-app.ts";
import { workspaceForTest } from "./workspace.ts";

test("An app that is told to go comes back and is heard again", async () => {
  const workspace = await workspaceForTest();
  await startApp(workspace, "socket", (app) => {
    app.command("/incident", async ({ ack }) => ack("here"));
  });
  const opened = () => workspace.calls.filter(({ method }) => method === "apps.connections.open").length;
  workspace.disconnect();
  await workspace.waitFor(() => opened() === 2 && workspace.isConnected(), "the second connection");
  expect((await workspace.as("ada").command("/incident", "", { channel: "incidents" })).kind).toBe("acked");
});

test("Two connections share the work", async () => {
  const workspace = await workspaceForTest();
  const answers: string[] = [];
  for (const name of ["first", "second"])
    await startApp(workspace, "socket", (app) => {
      app.command("/incident", async ({ ack }) => {
        answers.push(name);
        await ack();
      });
    });
  for (let index = 0; index < 4; index += 1)
    await workspace.as("ada").command("/incident", "", { channel: "incidents" });
  expect(answers.sort()).toEqual(["first", "first", "second", "second"]);
});

test("Without a connection a command fails, and says so to the person", async () => {
  const workspace = await workspaceForTest();
  const outcome = await workspace.as("ada").command("/incident", "", { channel: "incidents" });
  expect(outcome).toMatchObject({ kind: "failed", message: { visibleTo: "U0ADA00001" } });
});

test("A connection needs a path that was given out, and each is good once", async () => {
  const workspace = await workspaceForTest();
  const socket = new (await import("ws")).WebSocket(`${workspace.url.replace("http", "ws")}/link/guess`);
  const failure = await new Promise((resolve) => socket.on("error", (error) => resolve(error.message)));
  expect(failure).toContain("404");
});
