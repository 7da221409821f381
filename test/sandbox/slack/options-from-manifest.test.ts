import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { optionsFromManifest } from "../../../src/sandbox/slack/options-from-manifest.ts";
import { outcome, workspaceForTest } from "./workspace.ts";

test("A workspace made of the app's manifest grants what it asks for, and nothing else", async () => {
  const manifest = readFileSync(new URL("../../../manifests/slack-app.yaml", import.meta.url), "utf8");
  const options = optionsFromManifest(manifest);
  expect(options.commands.map(({ command }) => command)).toContain("/incident");
  const workspace = await workspaceForTest({
    ...options,
    scopes: options.scopes.filter((scope) => scope !== "channels:manage"),
  });
  expect(await outcome(workspace, "conversations.create", { name: "inc-1" })).toBe("missing_scope");
  expect(await outcome(workspace, "conversations.list")).toBe("ok");
});

test("Scopes, events, commands and shortcuts are read from their places", () => {
  const manifest = `
features:
  bot_user: { display_name: bot }
  slash_commands: [{ command: /x, description: D, usage_hint: H }]
  shortcuts: [{ name: N, type: message, callback_id: c, description: D }]
oauth_config: { scopes: { bot: [commands] } }
settings: { event_subscriptions: { bot_events: [app_mention] } }
`;
  expect(optionsFromManifest(manifest)).toEqual({
    appName: "bot",
    scopes: ["commands"],
    events: ["app_mention"],
    commands: [{ command: "/x", hint: "H", description: "D" }],
    shortcuts: [{ callbackId: "c", name: "N", kind: "message" }],
  });
});
