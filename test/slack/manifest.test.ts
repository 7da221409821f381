import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { requestScopes, slackMethods } from "../../src/clients/slack-methods.ts";
import { usageHint } from "../../src/slack/grammar/commands.ts";
import { routes } from "../../src/slack/routes.ts";

const read = (path: string) => readFileSync(new URL(path, import.meta.url), "utf8");
const written: unknown = parse(read("../../manifests/slack-app.yaml"));
const manifest = z
  .object({
    features: z.object({
      shortcuts: z.array(z.object({ callback_id: z.string(), type: z.string() })),
      slash_commands: z.array(z.object({ command: z.string(), usage_hint: z.string(), should_escape: z.boolean() })),
    }),
    oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()) }) }),
    settings: z.object({ event_subscriptions: z.object({ bot_events: z.array(z.string()) }) }),
  })
  .parse(written);

test("the app manifest is valid against Slack's schema", () => {
  const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
    JSON.parse(read("./slack-manifest.schema.json")),
  );
  validate(written);
  expect(validate.errors).toBeNull();
});

test("a manifest with an unknown field is refused by the same check", () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(
    JSON.parse(read("./slack-manifest.schema.json")),
  );
  expect(validate({ ...z.record(z.string(), z.unknown()).parse(written), colour: "red" })).toBe(false);
});

test("the slash commands of the manifest are those that are answered", () => {
  expect(manifest.features.slash_commands.map(({ command }) => command)).toEqual(Object.keys(routes.commands));
  expect(manifest.features.slash_commands[0]?.usage_hint).toBe(usageHint);
});

test("the shortcuts of the manifest are those that are answered", () => {
  expect(manifest.features.shortcuts.map(({ callback_id }) => callback_id)).toEqual(Object.keys(routes.shortcuts));
});

test("the events of the manifest are those that are listened to", () => {
  expect(manifest.settings.event_subscriptions.bot_events).toEqual(Object.keys(routes.events).sort());
});

test("Slack escapes people and channels for us, so that @ana is somebody", () => {
  expect(manifest.features.slash_commands.every((one) => one.should_escape)).toBe(true);
});

test("the scopes asked for are those of the methods used, and no other", () => {
  const used = new Set([...requestScopes, ...Object.values(slackMethods).flatMap(({ scopes }) => scopes)]);
  expect(manifest.oauth_config.scopes.bot).toEqual([...used].sort());
});
