import type { Json, JsonObject } from "../../slack/json.ts";
import { shownAs } from "../autoscaling-v1.ts";
import { ApiFailure } from "../failure.ts";
import { namespaceOf, textIn } from "../objects.ts";
import { apiVersionOf } from "../resources.ts";
import type { Change } from "../store.ts";
import { tableOf } from "../table/table.ts";
import { type Call, type Place, tableWish } from "./call.ts";
import { wantedBy } from "./list.ts";

/** A line of JSON for each change from a resourceVersion on, until the client leaves or `timeoutSeconds` are over. */
export function watchObjects(call: Call, { resource, namespace, name }: Place): void {
  const { world, url, response } = call;
  if (url.searchParams.get("sendInitialEvents") === "true")
    throw new ApiFailure(422, "Invalid", "sendInitialEvents is not offered here: list first, then watch", {});
  const matches = wantedBy(url, resource);
  const isWanted = (object: JsonObject): boolean =>
    (namespace === "" || namespaceOf(object) === namespace) &&
    (name === "" || textIn(object, "metadata", "name") === name) &&
    matches(object);
  const version = url.searchParams.get("resourceVersion") ?? "";
  const isFromStart = version === "" || version === "0";
  const missed = isFromStart ? [] : world.store.since(Number(version));
  response.writeHead(200, { "content-type": "application/json" });
  const say = (type: string, object: JsonObject): void => {
    const wish = tableWish(call, { resourceVersion: textIn(object, "metadata", "resourceVersion") });
    const shown =
      type === "ERROR" || wish === undefined ? shownAs(resource, object) : tableOf(resource.plural, [object], wish);
    response.write(`${JSON.stringify({ type, object: shown })}\n`);
  };
  if (missed === undefined || Number.isNaN(Number(version))) {
    say(
      "ERROR",
      new ApiFailure(410, "Expired", `too old resource version: ${version} (${world.store.version()})`).status,
    );
    response.end();
    return;
  }
  const pass = (change: Change): void => {
    const event = eventOf(change, resource.plural, isWanted);
    if (event !== undefined) say(event.type, event.object);
  };
  if (isFromStart) for (const object of world.store.list(resource.plural).filter(isWanted)) say("ADDED", object);
  for (const change of missed) pass(change);
  const stop = world.store.subscribe(pass);
  const seconds = Number(url.searchParams.get("timeoutSeconds") ?? 0);
  const timer = seconds > 0 ? setTimeout(() => response.end(), seconds * 1000) : undefined;
  response.flushHeaders();
  response.on("close", () => {
    stop();
    clearTimeout(timer);
    if (!response.writableEnded) response.end();
  });
  if (url.searchParams.get("allowWatchBookmarks") === "true")
    say("BOOKMARK", bookmark(resource.kind, apiVersionOf(resource), world.store.version()));
}

/** What a watcher with a selector sees: who begins to match is added, who no longer does is deleted. */
function eventOf(change: Change, plural: string, isWanted: (object: JsonObject) => boolean) {
  if (change.plural !== plural) return undefined;
  const { type, object, before } = change;
  if (type !== "MODIFIED" || before === undefined) return isWanted(object) ? { type, object } : undefined;
  const was = isWanted(before);
  const is = isWanted(object);
  if (!was && !is) return undefined;
  return { type: was && is ? "MODIFIED" : is ? "ADDED" : "DELETED", object };
}

const bookmark = (kind: Json, apiVersion: Json, version: number): JsonObject => ({
  kind,
  apiVersion,
  metadata: { resourceVersion: String(version), creationTimestamp: null },
});
