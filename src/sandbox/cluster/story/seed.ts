import type { JsonObject } from "../../slack/json.ts";
import { withContainerStatus } from "../controllers/pod-status.ts";
import { eventAbout } from "../controllers/record-event.ts";
import { hostAddress } from "../controllers/schedule-pods.ts";
import { withDefaults } from "../defaults.ts";
import { create } from "../lifecycle.ts";
import { dig, namespaceOf, objectsIn, textIn, timestamp, withPart } from "../objects.ts";
import type { RecordedEvent, World } from "../world.ts";

export const minutes = 60_000;
export const hours = 60 * minutes;
export const days = 24 * hours;

/** An object that has been there for a while. */
export function seed(world: World, plural: string, object: JsonObject, ageMs: number): JsonObject {
  const born = create(world, plural, withDefaults(plural, object));
  const creationTimestamp = timestamp(world.now() - ageMs);
  return world.store.put(plural, withPart(born, "metadata", { creationTimestamp }));
}

export interface PodPast {
  readonly ageMs: number;
  readonly restarts?: number | undefined;
  /** When its container ran out of memory last. */
  readonly lastRestartAgoMs?: number | undefined;
}

let seats = 0;

/** Makes a pod that was just created one that has run since long. */
export function settleSeeded(
  world: World,
  pod: JsonObject,
  { ageMs, restarts = 0, lastRestartAgoMs }: PodPast,
): JsonObject {
  const nodes = world.store.list("nodes").filter((node) => dig(node, "spec", "unschedulable") !== true);
  seats += 1;
  const node = textIn(nodes[seats % nodes.length], "metadata", "name");
  const born = world.now() - ageMs;
  const podIP = `10.42.${seats % nodes.length}.${10 + (seats % 240)}`;
  const aged = withPart(withPart(pod, "metadata", { creationTimestamp: timestamp(born) }), "spec", { nodeName: node });
  const startedAt = timestamp(lastRestartAgoMs === undefined ? born + 3_000 : world.now() - lastRestartAgoMs);
  const finishedAt = timestamp(Date.parse(startedAt) - 1_000);
  const terminated = { exitCode: 137, reason: "OOMKilled", startedAt: timestamp(born + 3_000), finishedAt };
  const running: JsonObject = {
    state: { running: { startedAt } },
    lastState: restarts > 0 ? { terminated } : {},
    restartCount: restarts,
    ready: true,
    started: true,
  };
  const host = hostAddress(world, node);
  const placed = withPart(aged, "status", { startTime: timestamp(born), podIP, podIPs: [{ ip: podIP }], hostIP: host });
  const ready = objectsIn(pod, "spec", "containers").reduce(
    (last, container) => withContainerStatus(last, textIn(container, "name"), running, Date.parse(startedAt) + 2_000),
    placed,
  );
  return world.store.put("pods", ready);
}

/** An event of some time ago, seen `count` times since. */
export function seedEvent(
  world: World,
  about: JsonObject,
  event: RecordedEvent,
  agoMs: number,
  { count = 1, firstAgoMs = agoMs }: { readonly count?: number; readonly firstAgoMs?: number } = {},
): void {
  const moment = timestamp(world.now() - agoMs);
  const object = eventAbout(about, event, namespaceOf(about) || "default", moment);
  seed(world, "events", { ...object, firstTimestamp: timestamp(world.now() - firstAgoMs), count }, firstAgoMs);
}
