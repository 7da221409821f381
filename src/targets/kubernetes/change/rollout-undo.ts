import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { rolloutUndo } from "../../../operation/kubernetes/rollout.ts";
import type { Changer, Refused } from "../../target.ts";
import { controllerRevisionsOf, replicaSetsOf } from "../revisions.ts";
import { refused } from "../scope.ts";
import { carriedAnnotations } from "./carried-annotations.ts";
import { type Change, differencesOf, leafFacts } from "./facts.ts";
import { isPaused, type Patience } from "./follow-rollout.ts";
import { numberAt, objectAt, textsAt } from "./json.ts";
import { templateDigest, templatesEqual } from "./pod-template.ts";
import {
  chooseRevision,
  type Revision,
  revisionOf,
  revisionOfControllerRevision,
  revisionOfReplicaSet,
} from "./revisions.ts";
import { type Looking, type PlannedTemplate, templateChanger } from "./template-change.ts";
import { backToRevision } from "./undo.ts";
import type { WorkloadArguments } from "./workload-at.ts";

/** `kubectl rollout undo`, on raw JSON: fields that nobody here knows come back as they were. */
export function undoesRollout(door: KubernetesDoor, patience: Patience): Changer {
  return templateChanger(door, patience, {
    definition: rolloutUndo,
    plan: (given, looking, toRevision) => plan(door, given, looking, toRevision ?? given.toRevision),
    holds: (_, found, pinned) => templateDigest(objectAt(found.raw, "spec", "template")) === pinned.after,
  });
}

async function plan(
  door: KubernetesDoor,
  given: WorkloadArguments,
  looking: Looking,
  toRevision: number | undefined,
): Promise<PlannedTemplate | Refused> {
  const { at, found, template } = looking;
  if (isPaused(found))
    return refused(`the rollout of ${at.words} is paused, so a rollback would do nothing: resume it`);
  const revisions = await revisionsOf(door, looking);
  const target = chooseRevision(revisions, toRevision, at.words);
  if ("kind" in target) return target;
  if (templatesEqual(template, target.template)) {
    return refused(`${at.words} already is as revision ${target.number} was; there is nothing to roll back`);
  }
  const current = currentRevision(looking, revisions);
  const planned: PlannedTemplate = {
    kind: "planned",
    template: target.template,
    toRevision: target.number,
    changes: [{ what: "revision", before: current === 0 ? "" : `${current}`, after: `as ${target.number} was` }],
    warnings: at.workloadKind === "statefulset" ? brokenPodWarning(looking) : [],
    undo: backToRevision(given, current),
  };
  return at.workloadKind === "deployment"
    ? withAnnotations(planned, looking, target)
    : { ...planned, data: target.data };
}

async function revisionsOf(door: KubernetesDoor, { at, found, signal }: Looking): Promise<readonly Revision[]> {
  const isDeployment = at.workloadKind === "deployment";
  const list = isDeployment ? replicaSetsOf : controllerRevisionsOf;
  const remembered = (await list(door, at.context, found.raw, signal)).map(({ object }) => object);
  return remembered.map(isDeployment ? revisionOfReplicaSet : revisionOfControllerRevision);
}

// A StatefulSet's number is that of the newest ControllerRevision that is like it.
function currentRevision({ at, found, template }: Looking, revisions: readonly Revision[]): number {
  if (at.workloadKind === "deployment") return revisionOf(found.raw);
  const alike = revisions.filter((one) => templatesEqual(one.template, template));
  return Math.max(0, ...alike.map(({ number }) => number));
}

function withAnnotations(planned: PlannedTemplate, { found }: Looking, target: Revision): PlannedTemplate {
  const before = textsAt(found.raw, "metadata", "annotations");
  const after = carriedAnnotations(before, target.annotations);
  const { changes } = differencesOf(leafFacts(before, "annotation"), leafFacts(after, "annotation"));
  const named = changes.map(
    (change): Change => ({ ...change, what: change.what.replace("annotation.", "annotation ") }),
  );
  return { ...planned, annotations: after, changes: [...(planned.changes ?? []), ...named] };
}

// The controller waits for a pod that is not ready before it replaces the next, and the broken one never will be.
function brokenPodWarning({ found }: Looking): readonly string[] {
  const ready = numberAt(found.raw, "status", "readyReplicas") ?? 0;
  const wanted = numberAt(found.raw, "spec", "replicas") ?? 1;
  return ready < wanted
    ? [
        `${wanted - ready} of its pods are not ready: a broken pod may have to be deleted before it takes the old template`,
      ]
    : [];
}
