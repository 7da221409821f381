import type { WorkloadKind } from "../../../operation/kubernetes/workload.ts";
import type { FoundObject } from "./found-object.ts";
import { textAt, valueAt } from "./json.ts";
import { type RolloutState, rolloutState } from "./rollout-state.ts";

/** How far an object of any kind is after a write: a workload that is not paused by its rollout, another is as it was written. */
export function judgeObject({ raw }: FoundObject): RolloutState {
  const kind = workloadKinds.get(textAt(raw, "kind"));
  return kind !== undefined && valueAt(raw, "spec", "paused") !== true
    ? rolloutState(kind, raw)
    : { kind: "done", text: "the cluster took it" };
}

const workloadKinds = new Map<string, WorkloadKind>([
  ["Deployment", "deployment"],
  ["StatefulSet", "statefulset"],
  ["DaemonSet", "daemonset"],
]);
