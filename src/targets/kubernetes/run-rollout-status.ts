import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import type { rolloutStatus } from "../../operation/kubernetes/rollout.ts";
import { workloadOf } from "../../operation/kubernetes/workload.ts";
import type { Doing, Output, Refused, Site } from "../target.ts";
import { durationMs } from "./age.ts";
import { getObject } from "./ask.ts";
import { type JsonObject, textAt } from "./change/json.ts";
import { rolloutState } from "./change/rollout-state.ts";
import { gather } from "./gather.ts";
import { lookUntil, type ReadingTime } from "./reading-time.ts";
import { isRefused, scopeOf } from "./scope.ts";

type Given = ReturnType<typeof rolloutStatus.schema.parse>;

/** `kubectl rollout status`: each step once, until it is over. A rollout that failed is a Fault. */
export async function runRolloutStatus(
  door: KubernetesDoor,
  time: ReadingTime,
  given: Given,
  site: Site,
  doing: Doing,
): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const { kind, name } = workloadOf(given);
  const resource = await findResource(door, scope.context, `${kind}s`, doing.signal);
  const gathered = gather((text) => doing.emit(text));
  let last = "";
  const look = async (): Promise<true | undefined> => {
    const workload = await getObject(door, scope, resource, name, doing.signal);
    refuseOtherRevision(workload, given.revision);
    const state = rolloutState(kind, workload);
    if (state.kind === "failed") throw failedRollout(`${kind}/${name}`, state.text);
    const line =
      state.kind === "done"
        ? `${kind} "${name}" successfully rolled out (${state.text})\n`
        : `Waiting for ${kind} "${name}" rollout to finish: ${state.text}...\n`;
    if (line !== last) gathered.add(line);
    last = line;
    return state.kind === "done" || given.watch === false ? true : undefined;
  };
  const timeoutMs = durationMs(given.timeout ?? "0") || undefined;
  await lookUntil(time, { look, timeoutMs, what: () => `the rollout of ${kind}/${name}`, signal: doing.signal });
  return gathered.output();
}

function refuseOtherRevision(workload: JsonObject, revision: number | undefined): void {
  const running = textAt(workload, "metadata", "annotations", "deployment.kubernetes.io/revision");
  if (revision === undefined || revision === 0 || running === "" || Number(running) === revision) return;
  throw failedRollout(`revision ${revision}`, `revision ${running} runs now`);
}

function failedRollout(what: string, why: string): Fault {
  return new Fault(`the rollout of ${what} failed: ${why}`, {
    service: "kubernetes",
    code: "RolloutFailed",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "See the events and logs of its newest pods.",
  });
}
