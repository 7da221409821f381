import { expect, test } from "vitest";
import { createSlackClient } from "../../src/clients/slack.ts";
import { createSlackWorkspace, type SlackWorkspace } from "../../src/sandbox/slack/create-slack-workspace.ts";
import { createShelf } from "../../src/shelf.ts";
import { createSlackApp, type SlackApp, type SlackDelivery } from "../../src/slack/app.ts";
import type { HttpRoute } from "../../src/slack/http-server.ts";
import { withDatabase } from "../database.ts";
import { quiet } from "../quiet.ts";
import { catalog } from "./incidents.ts";

const database = withDatabase();

test("a Slack that stumbles while we connect is waited for", async () => {
  await withWorkspace(async (workspace) => {
    workspace.faults.add({ method: "apps.connections.open", kind: "http-500", times: 2 });
    const app = appFor(workspace, { kind: "socket", appToken: workspace.appToken });
    expect(await app.start()).toEqual({ port: undefined });
    expect(await help(workspace)).toBe("acked");
    await app.stop();
  });
});

test("an app token that Slack does not accept ends the start", async () => {
  await withWorkspace(async (workspace) => {
    const app = appFor(workspace, { kind: "socket", appToken: "xapp-wrong" });
    await expect(app.start()).rejects.toThrow(/invalid_auth/);
    await app.stop();
  });
});

test("when Slack asks for a new socket, commands are answered again within its patience", async () => {
  await withWorkspace(async (workspace) => {
    const app = appFor(workspace, { kind: "socket", appToken: workspace.appToken });
    await app.start();
    workspace.disconnect("refresh_requested");
    await workspace.waitFor(() => workspace.calls.filter(isOpening).length === 2, "the second socket");
    await expect.poll(() => help(workspace), { timeout: 4000 }).toBe("acked");
    await app.stop();
  });
});

test("a request that Slack did not sign is turned away", async () => {
  await withWorkspace(async (workspace) => {
    const app = appFor(workspace, { kind: "http", signingSecret: "another secret" });
    const { port } = await app.start();
    workspace.deliverTo({ kind: "http", url: `http://127.0.0.1:${port}` });
    expect(await help(workspace)).toBe("failed");
    await app.stop();
  });
});

test("doors beside Slack's are open on the same port, and no others", async () => {
  await withWorkspace(async (workspace) => {
    const app = appFor(workspace, { kind: "http", signingSecret: workspace.signingSecret });
    const { port } = await app.start();
    const status = async (path: string, method = "GET") =>
      (await fetch(`http://127.0.0.1:${port}${path}`, { method })).status;
    expect(await status("/healthz?x=1")).toBe(204);
    expect(await status("/healthz", "POST")).toBe(405);
    expect(await status("/elsewhere")).toBe(404);
    await app.stop();
  });
});

const healthy: HttpRoute = { method: "GET", path: "/healthz", handle: (_, response) => response.writeHead(204).end() };

const isOpening = ({ method }: { readonly method: string }): boolean => method === "apps.connections.open";

const help = async (workspace: SlackWorkspace): Promise<string> =>
  (await workspace.as("ada").command("/incident", "help", { channel: "general" })).kind;

function appFor(workspace: SlackWorkspace, delivery: SlackDelivery): SlackApp {
  const { botToken, apiUrl } = workspace;
  return createSlackApp({
    config: { slack: { botToken, apiUrl, delivery }, port: 0 },
    handle: () => Promise.reject(new Error("nothing is asked here")),
    pool: database.pool,
    catalog: () => catalog,
    runbooks: createShelf("", () => catalog),
    slack: createSlackClient({ token: botToken, apiUrl, log: quiet }),
    log: quiet,
    ...(delivery.kind === "http" ? { httpRoutes: [healthy] } : {}),
  });
}

async function withWorkspace(work: (workspace: SlackWorkspace) => Promise<void>): Promise<void> {
  const workspace = await createSlackWorkspace();
  try {
    await work(workspace);
  } finally {
    await workspace.stop();
  }
}
