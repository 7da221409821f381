import type { JsonObject } from "../../slack/json.ts";
import { conditionOf, dig, nameOf, numberIn, objectIn, textIn, timestamp } from "../objects.ts";
import { limitsOf } from "./revisions.ts";

interface Reported {
  readonly status: JsonObject;
  /** When its deadline must be looked at again; absent when it has none running. */
  readonly recheckInMs?: number | undefined;
}

/** A Deployment's counts and conditions as they follow from its ReplicaSets: what `kubectl rollout status` reads. */
export function deploymentStatus(
  deployment: JsonObject,
  newest: JsonObject | undefined,
  all: readonly JsonObject[],
  now: number,
): Reported {
  const total = (key: string): number => all.reduce((sum, one) => sum + numberIn(one, 0, "status", key), 0);
  const { replicas, unavailable } = limitsOf(deployment);
  const counts: Counts = {
    replicas: total("replicas"),
    updatedReplicas: newest === undefined ? 0 : numberIn(newest, 0, "status", "replicas"),
    readyReplicas: total("readyReplicas"),
    availableReplicas: total("availableReplicas"),
    unavailableReplicas: Math.max(0, total("replicas") - total("availableReplicas")),
  };
  const isAvailable = counts.availableReplicas >= replicas - unavailable;
  const available = isAvailable
    ? { reason: "MinimumReplicasAvailable", message: "Deployment has minimum availability." }
    : { reason: "MinimumReplicasUnavailable", message: "Deployment does not have minimum availability." };
  const progress = progressOf(deployment, newest, counts, now);
  const conditions = [
    condition(deployment, "Available", isAvailable ? "True" : "False", available, now),
    condition(deployment, "Progressing", progress.status, progress, now),
  ];
  return {
    status: {
      observedGeneration: numberIn(deployment, 1, "metadata", "generation"),
      ...Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0)),
      conditions,
    },
    recheckInMs: progress.recheckInMs,
  };
}

interface Counts {
  readonly replicas: number;
  readonly updatedReplicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly unavailableReplicas: number;
}

interface Progress {
  readonly status: "True" | "False" | "Unknown";
  readonly reason: string;
  readonly message: string;
  readonly isNews?: boolean;
  readonly recheckInMs?: number;
}

function progressOf(deployment: JsonObject, newest: JsonObject | undefined, counts: Counts, now: number): Progress {
  const last = conditionOf(deployment, "Progressing");
  const lastReason = textIn(last, "reason");
  if (dig(deployment, "spec", "paused") === true)
    return { status: "Unknown", reason: "DeploymentPaused", message: "Deployment is paused" };
  if (lastReason === "DeploymentPaused")
    return { status: "Unknown", reason: "DeploymentResumed", message: "Deployment is resumed", isNews: true };
  const name = `ReplicaSet "${newest === undefined ? "" : nameOf(newest)}"`;
  const wanted = numberIn(deployment, 1, "spec", "replicas");
  const isComplete = [counts.updatedReplicas, counts.replicas, counts.availableReplicas].every((one) => one === wanted);
  if (isComplete)
    return { status: "True", reason: "NewReplicaSetAvailable", message: `${name} has successfully progressed.` };
  const deadline = numberIn(deployment, 600, "spec", "progressDeadlineSeconds") * 1000;
  const since = Date.parse(textIn(last, "lastUpdateTime"));
  const before = objectIn(deployment, "status");
  const isNews =
    last === undefined ||
    counts.updatedReplicas > numberIn(before, 0, "updatedReplicas") ||
    counts.readyReplicas > numberIn(before, 0, "readyReplicas") ||
    counts.availableReplicas > numberIn(before, 0, "availableReplicas") ||
    counts.replicas - counts.updatedReplicas < numberIn(before, 0, "replicas") - numberIn(before, 0, "updatedReplicas");
  if (isNews)
    return {
      status: "True",
      reason: "ReplicaSetUpdated",
      message: `${name} is progressing.`,
      isNews,
      recheckInMs: deadline + 1000,
    };
  // What was complete once has no deadline: a pod lost later is no rollout.
  if (lastReason === "NewReplicaSetAvailable")
    return { status: "True", reason: lastReason, message: textIn(last, "message") };
  if (now - since > deadline || lastReason === "ProgressDeadlineExceeded")
    return { status: "False", reason: "ProgressDeadlineExceeded", message: `${name} has timed out progressing.` };
  return {
    status: "True",
    reason: lastReason,
    message: textIn(last, "message"),
    recheckInMs: since + deadline - now + 1000,
  };
}

function condition(
  deployment: JsonObject,
  type: string,
  status: string,
  said: { readonly reason: string; readonly message: string; readonly isNews?: boolean },
  now: number,
): JsonObject {
  const last = conditionOf(deployment, type);
  const isSame = textIn(last, "status") === status && textIn(last, "reason") === said.reason && said.isNews !== true;
  return {
    type,
    status,
    lastUpdateTime: isSame ? textIn(last, "lastUpdateTime") : timestamp(now),
    lastTransitionTime: textIn(last, "status") === status ? textIn(last, "lastTransitionTime") : timestamp(now),
    reason: said.reason,
    message: said.message,
  };
}
