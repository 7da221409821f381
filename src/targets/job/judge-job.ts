import { type JsonObject, numberAt, objectAt, objectsAt, textAt } from "../kubernetes/change/json.ts";
import { programContainer } from "./job-object.ts";
import { cannotBegin, endWords } from "./job-words.ts";

/** A Job as the cluster shows it. */
export interface SeenJob {
  readonly job: JsonObject;
  readonly pods: readonly JsonObject[];
  /** Of the Job itself; looked at while it has no pod. */
  readonly events: readonly JsonObject[];
}

export type JobState =
  /** It may begin any moment. */
  | { readonly kind: "waiting"; readonly text: string }
  /** It will not begin unless somebody mends something. */
  | { readonly kind: "stuck"; readonly text: string }
  | { readonly kind: "running"; readonly text: string; readonly pod: string; readonly image: string }
  /** `pod` and `image` are empty when nothing is known of them any more. */
  | {
      readonly kind: "ended";
      readonly isGood: boolean;
      readonly text: string;
      readonly pod: string;
      readonly image: string;
    };

/** How far a Job is, in words. The program's own end counts: a container that the cluster put beside it may go on. */
export function judgeJob({ job, pods, events }: SeenJob): JobState {
  const [pod] = pods;
  const status = objectsAt(pod, "status", "containerStatuses").find((one) => one.name === programContainer);
  const seen = { pod: textAt(pod, "metadata", "name"), image: textAt(status, "imageID") };
  const failed = conditionOf(job, "Failed");
  if (textAt(failed, "reason") === "DeadlineExceeded") {
    const minutes = Math.round((numberAt(job, "spec", "activeDeadlineSeconds") ?? 0) / 60);
    const text = `it had not ended after ${minutes} min, its deadline, and the cluster stopped it; what it had done until then stays done`;
    return { kind: "ended", isGood: false, text, ...seen };
  }
  const end = objectAt(status, "state").terminated;
  if (end !== undefined) return { kind: "ended", ...endWords(end, job), ...seen };
  const running = objectAt(status, "state").running;
  if (running !== undefined) return { kind: "running", text: "it runs", ...seen };
  if (conditionOf(job, "Complete")) return { kind: "ended", isGood: true, text: "it ended well", ...seen };
  const lost = textAt(pod, "status", "phase") === "Failed" ? textAt(pod, "status", "message") : "";
  if (failed || lost !== "") {
    const why = lost || textAt(failed, "message") || "the cluster does not say why";
    return { kind: "ended", isGood: false, text: `it failed: ${why}`, ...seen };
  }
  return pod ? notBegun(pod, status) : withoutPod(events);
}

function withoutPod(events: readonly JsonObject[]): JobState {
  const refusal = events.find((event) => event.reason === "FailedCreate");
  return refusal
    ? { kind: "stuck", text: `the cluster makes no pod for it: ${textAt(refusal, "message").trim()}` }
    : { kind: "waiting", text: "its pod is not there yet" };
}

function notBegun(pod: JsonObject, status: JsonObject | undefined): JobState {
  const unplaced = objectsAt(pod, "status", "conditions").find(
    (one) => one.type === "PodScheduled" && one.reason === "Unschedulable",
  );
  if (unplaced) return { kind: "stuck", text: `no node takes its pod: ${textAt(unplaced, "message")}` };
  const reason = textAt(status, "state", "waiting", "reason");
  const why = cannotBegin(reason, textAt(status, "state", "waiting", "message"));
  return why ? { kind: "stuck", text: why } : { kind: "waiting", text: "its container is being made" };
}

function conditionOf(job: JsonObject, type: string): JsonObject | undefined {
  return objectsAt(job, "status", "conditions").find((one) => one.type === type && one.status === "True");
}
