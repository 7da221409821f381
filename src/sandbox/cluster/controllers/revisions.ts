import type { JsonObject } from "../../slack/json.ts";
import { change, create, note } from "../lifecycle.ts";
import {
  annotationsOf,
  createdAt,
  isControlledBy,
  nameOf,
  namespaceOf,
  numberIn,
  objectIn,
  ownerReference,
  textsIn,
  withAnnotations,
  withPart,
} from "../objects.ts";
import type { World } from "../world.ts";
import { share } from "./disruption-budgets.ts";
import { templateHash } from "./template-hash.ts";

const prefix = "deployment.kubernetes.io/";
export const revisionKey = `${prefix}revision`;
const historyKey = `${prefix}revision-history`;
const ownKeys = [
  revisionKey,
  historyKey,
  `${prefix}desired-replicas`,
  `${prefix}max-replicas`,
  "kubectl.kubernetes.io/last-applied-configuration",
];

export const revisionOf = (object: JsonObject): number => Number(annotationsOf(object)[revisionKey] ?? 0);

/** A Deployment's ReplicaSets, the oldest first. */
export function replicaSetsOf(world: World, deployment: JsonObject): readonly JsonObject[] {
  return world.store
    .list("replicasets", namespaceOf(deployment))
    .filter((one) => isControlledBy(one, deployment))
    .sort((left, right) => createdAt(left) - createdAt(right) || revisionOf(left) - revisionOf(right));
}

export const isOfTemplate = (replicaSet: JsonObject, deployment: JsonObject): boolean =>
  textsIn(replicaSet, "metadata", "labels")["pod-template-hash"] === hashOf(deployment);

const hashOf = (deployment: JsonObject): string => templateHash(objectIn(deployment, "spec", "template"));

export interface Limits {
  readonly replicas: number;
  readonly surge: number;
  readonly unavailable: number;
}

export function limitsOf(deployment: JsonObject): Limits {
  const replicas = numberIn(deployment, 1, "spec", "replicas");
  const rolling = objectIn(deployment, "spec", "strategy", "rollingUpdate");
  const surge = share(rolling.maxSurge ?? "25%", replicas);
  const unavailable = share(rolling.maxUnavailable ?? "25%", replicas, Math.floor);
  return { replicas, surge, unavailable: surge === 0 && unavailable === 0 ? 1 : unavailable };
}

/** The ReplicaSet of the present template, with the newest revision; made when there is none. */
export function newestReplicaSet(world: World, deployment: JsonObject): JsonObject {
  const all = replicaSetsOf(world, deployment);
  const found = all.find((one) => isOfTemplate(one, deployment));
  const highest = Math.max(0, ...all.filter((one) => one !== found).map(revisionOf));
  if (found === undefined) return makeReplicaSet(world, deployment, highest + 1);
  const revision = Math.max(highest + 1, revisionOf(found));
  const history = annotationsOf(found)[historyKey];
  const past =
    revision === revisionOf(found) ? history : [history, String(revisionOf(found))].filter(Boolean).join(",");
  const annotations = { ...ownAnnotations(deployment, revision), ...(past ? { [historyKey]: past } : {}) };
  return note(world, "replicasets", withAnnotations(found, annotations));
}

function makeReplicaSet(world: World, deployment: JsonObject, revision: number): JsonObject {
  const replicaSet = create(world, "replicasets", replicaSetFor(deployment, revision));
  const progress = { reason: "NewReplicaSetCreated", message: `Created new replica set "${nameOf(replicaSet)}"` };
  noteProgress(world, deployment, progress);
  return replicaSet;
}

/** The ReplicaSet that a Deployment's template asks for, with no pods yet. */
export function replicaSetFor(deployment: JsonObject, revision: number): JsonObject {
  const template = objectIn(deployment, "spec", "template");
  const hash = { "pod-template-hash": hashOf(deployment) };
  const labels = { ...textsIn(template, "metadata", "labels"), ...hash };
  const selector = objectIn(deployment, "spec", "selector");
  return {
    metadata: {
      name: `${nameOf(deployment)}-${hash["pod-template-hash"]}`,
      namespace: namespaceOf(deployment),
      labels,
      annotations: ownAnnotations(deployment, revision),
      ownerReferences: [ownerReference(deployment)],
    },
    spec: {
      replicas: 0,
      minReadySeconds: numberIn(deployment, 0, "spec", "minReadySeconds") || undefined,
      selector: { ...selector, matchLabels: { ...textsIn(selector, "matchLabels"), ...hash } },
      template: withPart(template, "metadata", { labels }),
    },
    status: { replicas: 0 },
  };
}

function ownAnnotations(deployment: JsonObject, revision: number): Readonly<Record<string, string>> {
  const { replicas, surge } = limitsOf(deployment);
  const inherited = Object.entries(annotationsOf(deployment)).filter(([key]) => !ownKeys.includes(key));
  return {
    ...Object.fromEntries(inherited),
    [`${prefix}desired-replicas`]: String(replicas),
    [`${prefix}max-replicas`]: String(replicas + surge),
    [revisionKey]: String(revision),
  };
}

/** Starts the clock of `progressDeadlineSeconds` anew. */
function noteProgress(world: World, deployment: JsonObject, progress: JsonObject): void {
  const last = world.store.get("deployments", namespaceOf(deployment), nameOf(deployment)) ?? deployment;
  const conditions = objectIn(last, "status").conditions;
  const others = Array.isArray(conditions) ? conditions.filter((one) => objectIn([one], 0).type !== "Progressing") : [];
  const moment = new Date(world.now()).toISOString().replace(/\.\d+Z$/, "Z");
  const condition = {
    type: "Progressing",
    status: "True",
    lastUpdateTime: moment,
    lastTransitionTime: moment,
    ...progress,
  };
  note(world, "deployments", withPart(last, "status", { conditions: [...others, condition] }));
}

export function scaleTo(world: World, replicaSet: JsonObject, replicas: number): void {
  change(world, "replicasets", replicaSet, withPart(replicaSet, "spec", { replicas }));
}
