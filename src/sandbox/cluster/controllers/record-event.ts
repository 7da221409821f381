import { randomInt } from "node:crypto";
import type { JsonObject } from "../../slack/json.ts";
import { create } from "../lifecycle.ts";
import { kindOf, nameOf, namespaceOf, numberIn, textIn, timestamp, uidOf } from "../objects.ts";
import type { RecordedEvent, World } from "../world.ts";

/** Events are forgotten after an hour. */
const keptMs = 3_600_000;

/** Writes down an event; the same one again is counted. */
export function recordEvent(world: World, about: JsonObject, event: RecordedEvent): void {
  const namespace = namespaceOf(about) || "default";
  const moment = timestamp(world.now());
  const known = world.store.list("events", namespace);
  for (const old of known)
    if (world.now() - Date.parse(textIn(old, "lastTimestamp")) > keptMs) world.store.remove("events", old);
  const same = known.find(
    (one) =>
      textIn(one, "involvedObject", "uid") === uidOf(about) &&
      one.reason === event.reason &&
      one.message === event.message,
  );
  if (same !== undefined) {
    world.store.put("events", { ...same, count: numberIn(same, 1, "count") + 1, lastTimestamp: moment });
    return;
  }
  create(world, "events", eventAbout(about, event, namespace, moment));
}

/** The object of an event that happened once. */
export function eventAbout(about: JsonObject, event: RecordedEvent, namespace: string, moment: string): JsonObject {
  return {
    metadata: {
      name: `${nameOf(about)}.${randomInt(0x1000_0000, 0x7fff_ffff).toString(16)}${randomInt(0xff).toString(16)}`,
      namespace,
    },
    involvedObject: {
      kind: kindOf(about),
      namespace: namespaceOf(about) || undefined,
      name: nameOf(about),
      uid: uidOf(about),
      apiVersion: textIn(about, "apiVersion"),
      resourceVersion: textIn(about, "metadata", "resourceVersion"),
      fieldPath: event.fieldPath,
    },
    reason: event.reason,
    message: event.message,
    source: { component: event.component, host: event.host },
    firstTimestamp: moment,
    lastTimestamp: moment,
    count: 1,
    type: event.type,
    eventTime: null,
    reportingComponent: event.component,
    reportingInstance: event.host ?? "",
  };
}
