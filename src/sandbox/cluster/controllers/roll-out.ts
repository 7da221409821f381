import type { JsonObject } from "../../slack/json.ts";
import { depart } from "../lifecycle.ts";
import { dig, nameOf, numberIn, textIn } from "../objects.ts";
import type { World } from "../world.ts";
import { limitsOf, revisionOf, scaleTo } from "./revisions.ts";

const wanted = (replicaSet: JsonObject): number => numberIn(replicaSet, 0, "spec", "replicas");
const present = (replicaSet: JsonObject): number => numberIn(replicaSet, 0, "status", "replicas");
const available = (replicaSet: JsonObject): number => numberIn(replicaSet, 0, "status", "availableReplicas");
const sum = (list: readonly JsonObject[], of: (one: JsonObject) => number): number =>
  list.reduce((total, one) => total + of(one), 0);

/** One step from the old ReplicaSets towards the newest; the next follows when pods have come or gone. */
export function rollOut(world: World, deployment: JsonObject, newest: JsonObject, old: readonly JsonObject[]): void {
  const scale = createScaler(world, deployment);
  if (dig(deployment, "spec", "strategy", "type") === "Recreate") recreate(deployment, newest, old, scale);
  else roll(deployment, newest, old, scale);
}

type Scale = (replicaSet: JsonObject, replicas: number) => void;

export function createScaler(world: World, deployment: JsonObject): Scale {
  return (replicaSet, replicas) => {
    const before = wanted(replicaSet);
    if (before === replicas) return;
    scaleTo(world, replicaSet, replicas);
    const direction = replicas > before ? "up" : "down";
    const message = `Scaled ${direction} replica set ${nameOf(replicaSet)} from ${before} to ${replicas}`;
    world.record(deployment, {
      type: "Normal",
      reason: "ScalingReplicaSet",
      message,
      component: "deployment-controller",
    });
  };
}

function recreate(deployment: JsonObject, newest: JsonObject, old: readonly JsonObject[], scale: Scale): void {
  for (const one of old) scale(one, 0);
  if (sum(old, present) === 0) scale(newest, numberIn(deployment, 1, "spec", "replicas"));
}

function roll(deployment: JsonObject, newest: JsonObject, old: readonly JsonObject[], scale: Scale): void {
  const { replicas, surge, unavailable } = limitsOf(deployment);
  const total = wanted(newest) + sum(old, wanted);
  if (wanted(newest) > replicas) {
    scale(newest, replicas);
    return;
  }
  const room = Math.max(0, replicas + surge - total);
  const grown = Math.min(replicas, wanted(newest) + room);
  if (grown > wanted(newest)) {
    scale(newest, grown);
    return;
  }
  const least = replicas - unavailable;
  const missingInNew = wanted(newest) - available(newest);
  // Pods that serve nobody go first: their going costs nothing.
  let spare = total - least - Math.max(0, missingInNew);
  const left = old.map((one) => {
    const sick = Math.max(0, Math.min(wanted(one) - available(one), spare));
    spare -= sick;
    return { one, replicas: wanted(one) - sick };
  });
  let dispensable = Math.max(0, Math.min(available(newest) + sum(old, available) - least, spare));
  for (const { one, replicas: rest } of left) {
    const gone = Math.min(rest, dispensable);
    dispensable -= gone;
    scale(one, rest - gone);
  }
}

/** Old ReplicaSets without pods beyond `revisionHistoryLimit` are forgotten. */
export function forgetOld(world: World, deployment: JsonObject, old: readonly JsonObject[]): void {
  const limit = numberIn(deployment, 10, "spec", "revisionHistoryLimit");
  const empty = old
    .filter((one) => wanted(one) === 0 && present(one) === 0 && textIn(one, "metadata", "deletionTimestamp") === "")
    .sort((left, right) => revisionOf(left) - revisionOf(right));
  for (const one of empty.slice(0, Math.max(0, empty.length - limit))) depart(world, "replicasets", one);
}
