import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { scale } from "../../../operation/kubernetes/workload-change.ts";
import type { Changer } from "../../target.ts";
import { refused } from "../scope.ts";
import { autoscalersOf } from "./autoscalers.ts";
import type { Patience } from "./follow-rollout.ts";
import type { FoundObject } from "./found-object.ts";
import { numberAt } from "./json.ts";
import { managedElsewhere } from "./managed-elsewhere.ts";
import { objectChanger } from "./object-change.ts";
import type { RolloutState } from "./rollout-state.ts";
import { onWorkload } from "./undo.ts";
import { locateWorkload, workloadAt } from "./workload-at.ts";

/** `kubectl scale`, through the scale subresource. Undone by scaling to the count of before. */
export function scales(door: KubernetesDoor, patience: Patience): Changer {
  return objectChanger(door, patience, {
    definition: scale,
    locate(given, site) {
      const at = workloadAt(given, site);
      return at.kind === "workload" && at.workloadKind === "daemonset"
        ? refused(`${at.words} has one pod a node and cannot be scaled`)
        : locateWorkload(at);
    },
    async plan({ replicas, currentReplicas }, { at, found }, signal) {
      const before = replicasOf(found);
      if (currentReplicas !== undefined && before !== currentReplicas && before !== replicas) {
        return refused(`${at.words} has ${before} replicas and not ${currentReplicas}; nothing was changed`);
      }
      const autoscalers = await autoscalersOf(door, at.context, found.raw, signal);
      return {
        kind: "planned",
        changes: before === replicas ? [] : [{ what: "replicas", before: `${before}`, after: `${replicas}` }],
        fields: {
          kind: "json",
          path: `${at.path}/scale`,
          // `add`, since a scale of 0 has no such field to be replaced.
          operations: [{ op: "add", path: "/spec/replicas", value: replicas }],
        },
        judged: { replicas: before },
        warnings: [
          ...(replicas === 0 ? [`no pod of ${at.words} will run`] : []),
          ...autoscalers.warnings(replicas),
          ...managedElsewhere(found.raw),
        ],
        notPreviewed: autoscalers.notPreviewed,
      };
    },
    judge: ({ replicas }, found) => scaleState(replicas, found),
    undo(given, [pair]) {
      return pair && onWorkload(scale.name, given, { replicas: replicasOf(pair.found) });
    },
  });
}

function replicasOf(found: FoundObject): number {
  return numberAt(found.raw, "spec", "replicas") ?? 1;
}

function scaleState(wanted: number, found: FoundObject): RolloutState {
  const { raw } = found;
  const [asked, there, ready] = [
    replicasOf(found),
    numberAt(raw, "status", "replicas"),
    numberAt(raw, "status", "readyReplicas"),
  ];
  if (asked !== wanted)
    return { kind: "failed", text: `it is at ${asked} replicas now: something has scaled it since` };
  const isSeen = (numberAt(raw, "metadata", "generation") ?? 0) <= (numberAt(raw, "status", "observedGeneration") ?? 0);
  if (!isSeen) return { kind: "waiting", text: "the cluster has not seen the change yet" };
  if ((there ?? 0) > wanted) return { kind: "waiting", text: `${there} pods, ${wanted} wanted` };
  const text = `${ready ?? 0} of ${wanted} pods are ready`;
  return { kind: (ready ?? 0) >= wanted ? "done" : "waiting", text };
}
