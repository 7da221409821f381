import type { JsonObject } from "../../slack/json.ts";
import { dig, isLeaving, isTrue, numberIn, objectsIn, textIn } from "../objects.ts";
import { since } from "./age.ts";
import { ageColumn, type Column, column, nameColumn, orNone, wide } from "./columns.ts";

export const podColumns: readonly Column[] = [
  nameColumn,
  column("Ready", (pod) => {
    const ready = statuses(pod).filter((status) => status.ready === true).length;
    return `${ready}/${objectsIn(pod, "spec", "containers").length}`;
  }),
  column("Status", podStatus),
  column("Restarts", restarts),
  ageColumn,
  wide("IP", (pod) => orNone(textIn(pod, "status", "podIP"))),
  wide("Node", (pod) => orNone(textIn(pod, "spec", "nodeName"))),
  wide("Nominated Node", (pod) => orNone(textIn(pod, "status", "nominatedNodeName"))),
  wide("Readiness Gates", () => "<none>"),
];

const statuses = (pod: JsonObject): readonly JsonObject[] => objectsIn(pod, "status", "containerStatuses");

/** The word kubectl shows: the worst container's reason, else the phase. */
function podStatus(pod: JsonObject): string {
  if (isLeaving(pod)) return "Terminating";
  let word = textIn(pod, "status", "reason") || textIn(pod, "status", "phase");
  let hasRunning = false;
  for (const status of [...statuses(pod)].reverse()) {
    const waiting = textIn(status, "state", "waiting", "reason");
    const ended = dig(status, "state", "terminated");
    if (waiting !== "") word = waiting;
    else if (ended !== undefined) word = textIn(ended, "reason") || `ExitCode:${numberIn(ended, 0, "exitCode")}`;
    else if (status.ready === true) hasRunning = true;
  }
  if (word === "Completed" && hasRunning) return isTrue(pod, "Ready") ? "Running" : "NotReady";
  return word;
}

function restarts(pod: JsonObject, now: number): string {
  const total = statuses(pod).reduce((sum, status) => sum + numberIn(status, 0, "restartCount"), 0);
  const last = statuses(pod)
    .map((status) => textIn(status, "lastState", "terminated", "finishedAt"))
    .filter((moment) => moment !== "")
    .sort()
    .at(-1);
  return total === 0 || last === undefined ? String(total) : `${total} (${since(last, now)} ago)`;
}
