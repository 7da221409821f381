import { parseJson } from "../../slack/json.ts";
import { budgetsOf } from "../controllers/disruption-budgets.ts";
import { ApiFailure } from "../failure.ts";
import { depart, note } from "../lifecycle.ts";
import { isLeaving, isTrue, nameOf, numberIn, objectIn, textIn, withPart } from "../objects.ts";
import { type Call, type Place, sendJson } from "./call.ts";
import { found } from "./list.ts";
import { readDryRun } from "./write.ts";

/** Deletes a pod unless a budget forbids it: then 429, as the real server answers. */
export function evictPod(call: Call, place: Place): void {
  const { world } = call;
  const pod = found(call, place);
  const isDryRun = readDryRun(call.url, "CreateOptions");
  const isCounted = textIn(pod, "status", "phase") === "Running" && isTrue(pod, "Ready") && !isLeaving(pod);
  const budgets = isCounted ? budgetsOf(world, pod) : [];
  const spent = budgets.find((budget) => numberIn(budget, 0, "status", "disruptionsAllowed") < 1);
  if (spent !== undefined) {
    const needed = numberIn(spent, 0, "status", "desiredHealthy");
    const healthy = numberIn(spent, 0, "status", "currentHealthy");
    const message = `The disruption budget ${nameOf(spent)} needs ${needed} healthy pods and has ${healthy} currently`;
    throw new ApiFailure(429, "TooManyRequests", "Cannot evict pod as it would violate the pod's disruption budget.", {
      causes: [{ reason: "DisruptionBudget", message }],
    });
  }
  if (!isDryRun) {
    // Counted down at once: the next eviction must not wait for the controller to see this one.
    for (const budget of budgets)
      note(
        world,
        "poddisruptionbudgets",
        withPart(budget, "status", { disruptionsAllowed: numberIn(budget, 1, "status", "disruptionsAllowed") - 1 }),
      );
    const options = objectIn([parseJson(call.body) ?? {}], 0, "deleteOptions");
    const grace = options.gracePeriodSeconds;
    depart(world, "pods", pod, { grace: typeof grace === "number" && grace >= 0 ? grace : undefined });
  }
  sendJson(call, 201, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", code: 201 });
}
