import type { JsonObject } from "../../slack/json.ts";
import { depart, note } from "../lifecycle.ts";
import {
  dig,
  isControlledBy,
  isLeaving,
  isTrue,
  nameOf,
  namespaceOf,
  numberIn,
  textIn,
  timestamp,
  uidOf,
  withPart,
} from "../objects.ts";
import type { World } from "../world.ts";
import { createPod, removePod } from "./pod-owners.ts";

/** Runs each Job's pods until enough have done their work, too many have failed, or its time is over. */
export function runJobs(world: World, namespace: string): void {
  for (const job of world.store.list("jobs", namespace)) {
    if (isLeaving(job) || isTrue(job, "Complete") || isTrue(job, "Failed")) continue;
    if (dig(job, "spec", "suspend") === true) continue;
    advance(world, job);
  }
}

const podsOf = (world: World, job: JsonObject): readonly JsonObject[] =>
  world.store.list("pods", namespaceOf(job)).filter((pod) => isControlledBy(pod, job));
const inPhase = (pods: readonly JsonObject[], phase: string): number =>
  pods.filter((pod) => textIn(pod, "status", "phase") === phase).length;

function advance(world: World, job: JsonObject): void {
  const started = begin(world, job);
  const pods = podsOf(world, started);
  const succeeded = inPhase(pods, "Succeeded");
  const failed = inPhase(pods, "Failed");
  const wanted = numberIn(started, 1, "spec", "completions");
  if (succeeded >= wanted) {
    finish(world, started, "Complete", "CompletionsReached", "Reached expected number of succeeded pods");
    return;
  }
  if (failed > numberIn(started, 6, "spec", "backoffLimit")) {
    finish(world, started, "Failed", "BackoffLimitExceeded", "Job has reached the specified backoff limit");
    return;
  }
  const seconds = numberIn(started, 0, "spec", "activeDeadlineSeconds");
  if (seconds > 0 && world.now() - Date.parse(textIn(started, "status", "startTime")) >= seconds * 1000) {
    finish(world, started, "Failed", "DeadlineExceeded", "Job was active longer than specified deadline");
    return;
  }
  const active = pods.length - succeeded - failed;
  const missing = Math.min(numberIn(started, 1, "spec", "parallelism"), wanted - succeeded) - active;
  const labels = { "job-name": nameOf(job), "batch.kubernetes.io/job-name": nameOf(job), ...selectorOf(job) };
  for (let count = 0; count < missing; count += 1) {
    const pod = createPod(world, started, { generateName: `${nameOf(job)}-`, labels });
    tell(world, started, "Normal", "SuccessfulCreate", `Created pod: ${nameOf(pod)}`);
  }
  count(world, started);
}

const selectorOf = (job: JsonObject) => ({ "batch.kubernetes.io/controller-uid": uidOf(job) });

function begin(world: World, job: JsonObject): JsonObject {
  if (textIn(job, "status", "startTime") !== "") return job;
  const seconds = numberIn(job, 0, "spec", "activeDeadlineSeconds");
  if (seconds > 0) world.after(seconds * 1000, () => runJobs(world, namespaceOf(job)));
  const selected = withPart(job, "spec", { selector: { matchLabels: selectorOf(job) } });
  return note(world, "jobs", withPart(selected, "status", { startTime: timestamp(world.now()) }));
}

function count(world: World, job: JsonObject, more: JsonObject = {}): void {
  const pods = podsOf(world, job);
  const succeeded = inPhase(pods, "Succeeded");
  const failed = inPhase(pods, "Failed");
  const active = pods.filter((pod) => !isLeaving(pod)).length - succeeded - failed;
  note(
    world,
    "jobs",
    withPart(job, "status", {
      active: active > 0 ? active : undefined,
      ready: pods.filter((pod) => isTrue(pod, "Ready")).length,
      succeeded: succeeded > 0 ? succeeded : undefined,
      failed: failed > 0 ? failed : undefined,
      ...more,
    }),
  );
}

function finish(world: World, job: JsonObject, type: "Complete" | "Failed", reason: string, message: string): void {
  const moment = timestamp(world.now());
  for (const pod of podsOf(world, job))
    if (!["Succeeded", "Failed"].includes(textIn(pod, "status", "phase"))) removePod(world, pod);
  count(world, job, {
    active: undefined,
    completionTime: type === "Complete" ? moment : undefined,
    conditions: [{ type, status: "True", reason, message, lastProbeTime: moment, lastTransitionTime: moment }],
  });
  if (type === "Complete") tell(world, job, "Normal", "Completed", "Job completed");
  else tell(world, job, "Warning", reason, message);
  const kept = dig(job, "spec", "ttlSecondsAfterFinished");
  if (typeof kept !== "number") return;
  world.after(kept * 1000, () => {
    const last = world.store.get("jobs", namespaceOf(job), nameOf(job));
    if (last !== undefined && uidOf(last) === uidOf(job)) depart(world, "jobs", last);
  });
}

const tell = (world: World, job: JsonObject, type: "Normal" | "Warning", reason: string, message: string): void =>
  world.record(job, { type, reason, message, component: "job-controller" });
