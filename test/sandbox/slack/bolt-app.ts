/** A real Bolt app on the other side of a workspace. */

import { createServer } from "node:http";
import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from "@slack/bolt";
import { onTestFinished } from "vitest";
import type { SlackWorkspace } from "../../../src/sandbox/slack/create-slack-workspace.ts";

export type Transport = "socket" | "http";

/** Starts an app that `prepare` gave its listeners, and stops it after the test. */
export async function startApp(
  workspace: SlackWorkspace,
  transport: Transport,
  prepare: (app: App) => void,
): Promise<App> {
  const port = await freePort();
  const clientOptions = { slackApiUrl: workspace.apiUrl, retryConfig: { retries: 0 } };
  const logLevel = LogLevel.ERROR;
  const receiver =
    transport === "http"
      ? new HTTPReceiver({ signingSecret: workspace.signingSecret, logLevel })
      : new SocketModeReceiver({
          appToken: workspace.appToken,
          clientPingTimeout: 500,
          logLevel,
          installerOptions: { clientOptions: { slackApiUrl: workspace.apiUrl } },
        });
  const app = new App({ token: workspace.botToken, receiver, clientOptions, logLevel });
  prepare(app);
  await app.start(port);
  if (transport === "http") workspace.deliverTo({ kind: "http", url: `http://127.0.0.1:${port}` });
  onTestFinished(async () => {
    await app.stop();
  });
  return app;
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
