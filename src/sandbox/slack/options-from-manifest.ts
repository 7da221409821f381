import { parse } from "yaml";
import { isObject, type Json, listAt, objectAt, objectsAt, parseJson, textAt } from "./json.ts";
import type { WorkspaceOptions } from "./workspace-options.ts";

type ManifestOptions = Pick<WorkspaceOptions, "appName" | "scopes" | "events" | "commands" | "shortcuts">;

/** What a Slack app manifest (YAML) asks for, so that a workspace grants exactly this and sends nothing else. */
export function optionsFromManifest(yaml: string): ManifestOptions {
  const manifest = parseJson(JSON.stringify(parse(yaml))) ?? {};
  if (!isObject(manifest)) throw new Error("the manifest is not an object");
  const features = objectAt(manifest, "features");
  const settings = objectAt(manifest, "settings");
  return {
    appName: textAt(objectAt(features, "bot_user"), "display_name"),
    scopes: texts(listAt(objectAt(objectAt(manifest, "oauth_config"), "scopes"), "bot")),
    events: texts(listAt(objectAt(settings, "event_subscriptions"), "bot_events")),
    commands: objectsAt(features, "slash_commands").map((command) => ({
      command: textAt(command, "command"),
      hint: textAt(command, "usage_hint"),
      description: textAt(command, "description"),
    })),
    shortcuts: objectsAt(features, "shortcuts").map((shortcut) => ({
      callbackId: textAt(shortcut, "callback_id"),
      name: textAt(shortcut, "name"),
      kind: shortcut.type === "message" ? "message" : "global",
    })),
  };
}

function texts(items: readonly Json[]): readonly string[] {
  return items.map(String);
}
