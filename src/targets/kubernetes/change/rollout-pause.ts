import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { rolloutPause, rolloutResume } from "../../../operation/kubernetes/rollout.ts";
import type { Changer } from "../../target.ts";
import { refused } from "../scope.ts";
import { isPaused, type Patience } from "./follow-rollout.ts";
import { objectAt } from "./json.ts";
import { managedElsewhere } from "./managed-elsewhere.ts";
import { type ObjectChange, objectChanger } from "./object-change.ts";
import { imagesOf, templateDigest } from "./pod-template.ts";
import { onWorkload } from "./undo.ts";
import { locateWorkload, type WorkloadArguments, workloadAt } from "./workload-at.ts";

/** `kubectl rollout pause` and `resume`; each is undone by the other. */
export function pausesRollout(door: KubernetesDoor, patience: Patience): readonly Changer[] {
  return [
    objectChanger(door, patience, { ...turnsPause(true), definition: rolloutPause }),
    objectChanger(door, patience, { ...turnsPause(false), definition: rolloutResume }),
  ];
}

function turnsPause(paused: boolean): Omit<ObjectChange<WorkloadArguments>, "definition"> {
  const word = (is: boolean) => (is ? "paused" : "running");
  return {
    locate(given, site) {
      const at = workloadAt(given, site);
      if (at.kind === "refused" || at.workloadKind === "deployment") return locateWorkload(at);
      return refused(`only the rollout of a Deployment can be paused, and ${at.words} is none`);
    },
    plan(_, { found }) {
      const template = objectAt(found.raw, "spec", "template");
      const isSo = isPaused(found) === paused;
      return {
        kind: "planned",
        changes: isSo ? [] : [{ what: "rollout", before: word(!paused), after: word(paused) }],
        fields: {
          kind: "json",
          operations: [
            paused ? { op: "add", path: "/spec/paused", value: true } : { op: "remove", path: "/spec/paused" },
          ],
        },
        judged: { paused: isPaused(found), template: templateDigest(template) },
        warnings: [
          ...(paused ? [] : [`pods are replaced until all have its template: ${imagesOf(template)}`]),
          ...managedElsewhere(found.raw),
        ],
      };
    },
    judge: (_, found) =>
      isPaused(found) === paused
        ? { kind: "done", text: `its rollout is ${word(paused)}` }
        : { kind: "failed", text: `its rollout is ${word(!paused)}: somebody has turned it` },
    undo: (given) => onWorkload(paused ? rolloutResume.name : rolloutPause.name, given),
  };
}
