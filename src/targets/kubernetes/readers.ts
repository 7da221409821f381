import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { exec } from "../../operation/kubernetes/exec.ts";
import { logs } from "../../operation/kubernetes/logs.ts";
import { canI, clusterFacts, describeResource, events, get, top, wait } from "../../operation/kubernetes/read.ts";
import { rolloutHistory, rolloutStatus } from "../../operation/kubernetes/rollout.ts";
import { type Reader, reader } from "../target.ts";
import { runDescribe } from "./describe/run-describe.ts";
import { runGet } from "./get/run-get.ts";
import { runLogs } from "./logs/run-logs.ts";
import type { ReadingTime } from "./reading-time.ts";
import { runCanI } from "./run-can-i.ts";
import { runClusterFacts } from "./run-cluster-facts.ts";
import { runEvents } from "./run-events.ts";
import { runExec } from "./run-exec.ts";
import { runRolloutHistory } from "./run-rollout-history.ts";
import { runRolloutStatus } from "./run-rollout-status.ts";
import { runTop } from "./run-top.ts";
import { runWait } from "./run-wait.ts";

/** Everything that looks at a cluster and changes nothing. */
export function kubernetesReaders(door: KubernetesDoor, time: ReadingTime = everySecond): readonly Reader[] {
  return [
    reader(get, (given, site, doing) => runGet(door, time.now, given, site, doing)),
    reader(describeResource, (given, site, { signal }) => runDescribe(door, time.now, given, site, signal)),
    reader(events, (given, site, doing) => runEvents(door, time.now, given, site, doing)),
    reader(top, (given, site, { signal }) => runTop(door, given, site, signal)),
    reader(logs, (given, site, doing) => runLogs(door, given, site, doing)),
    reader(wait, (given, site, doing) => runWait(door, time, given, site, doing)),
    reader(canI, (given, site, { signal }) => runCanI(door, given, site, signal)),
    reader(clusterFacts, (given, site, { signal }) => runClusterFacts(door, given, site, signal)),
    reader(rolloutStatus, (given, site, doing) => runRolloutStatus(door, time, given, site, doing)),
    reader(rolloutHistory, (given, site, { signal }) => runRolloutHistory(door, given, site, signal)),
    reader(exec, (given, site, doing) => runExec(door, given, site, doing)),
  ];
}

const everySecond: ReadingTime = { now: () => new Date(), pauseMs: 1000 };
