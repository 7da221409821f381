import type { JsonObject } from "../../slack/json.ts";
import { note } from "../lifecycle.ts";
import { dig, isLeaving, nameOf, namespaceOf, numberIn, withAnnotations } from "../objects.ts";
import type { World } from "../world.ts";
import { deploymentStatus } from "./deployment-status.ts";
import { isOfTemplate, newestReplicaSet, replicaSetsOf, revisionKey, revisionOf } from "./revisions.ts";
import { createScaler, forgetOld, rollOut } from "./roll-out.ts";

/** Brings each Deployment one step further and writes down how far it is. */
export function runDeployments(world: World, namespace: string): void {
  for (const deployment of world.store.list("deployments", namespace)) {
    if (isLeaving(deployment)) continue;
    if (dig(deployment, "spec", "paused") === true) pause(world, deployment);
    else advance(world, deployment);
  }
}

function advance(world: World, deployment: JsonObject): void {
  const newest = newestReplicaSet(world, deployment);
  const isAt = (one: JsonObject): boolean => nameOf(one) === nameOf(newest);
  const current = latest(world, deployment);
  const annotated = note(world, "deployments", withAnnotations(current, { [revisionKey]: String(revisionOf(newest)) }));
  rollOut(
    world,
    annotated,
    newest,
    replicaSetsOf(world, annotated).filter((one) => !isAt(one)),
  );
  const all = replicaSetsOf(world, annotated);
  report(world, annotated, all.find(isAt) ?? newest, all);
  if (isSettled(latest(world, annotated)))
    forgetOld(
      world,
      annotated,
      all.filter((one) => !isAt(one)),
    );
}

/** A paused Deployment makes no new ReplicaSet; its replicas still follow. */
function pause(world: World, deployment: JsonObject): void {
  const all = replicaSetsOf(world, deployment);
  const active = all.filter((one) => numberIn(one, 0, "spec", "replicas") > 0);
  const only = active.length === 1 ? active[0] : undefined;
  if (only !== undefined) createScaler(world, deployment)(only, numberIn(deployment, 1, "spec", "replicas"));
  report(
    world,
    deployment,
    all.find((one) => isOfTemplate(one, deployment)),
    replicaSetsOf(world, deployment),
  );
}

function report(
  world: World,
  deployment: JsonObject,
  newest: JsonObject | undefined,
  all: readonly JsonObject[],
): void {
  const { status, recheckInMs } = deploymentStatus(deployment, newest, all, world.now());
  note(world, "deployments", { ...deployment, status });
  if (recheckInMs === undefined) return;
  world.after(recheckInMs, () => {
    const later = latest(world, deployment);
    const sets = replicaSetsOf(world, later);
    const current = sets.find((one) => isOfTemplate(one, later));
    note(world, "deployments", { ...later, status: deploymentStatus(later, current, sets, world.now()).status });
  });
}

const latest = (world: World, deployment: JsonObject): JsonObject =>
  world.store.get("deployments", namespaceOf(deployment), nameOf(deployment)) ?? deployment;

const isSettled = (deployment: JsonObject): boolean => {
  const replicas = numberIn(deployment, 1, "spec", "replicas");
  return (
    numberIn(deployment, 0, "status", "updatedReplicas") === replicas &&
    numberIn(deployment, 0, "status", "replicas") === replicas &&
    numberIn(deployment, 0, "status", "availableReplicas") === replicas
  );
};
