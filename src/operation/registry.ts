import { awsOperations } from "./aws/actions.ts";
import type { Operation, RegisteredOperation, Review, RiskPolicy } from "./definition.ts";
import { log } from "./git.ts";
import { check, request } from "./http.ts";
import { run } from "./job.ts";
import { exec } from "./kubernetes/exec.ts";
import { logs } from "./kubernetes/logs.ts";
import * as objectChanges from "./kubernetes/object-change.ts";
import { canI, clusterFacts, describeResource, events, get, top, wait } from "./kubernetes/read.ts";
import * as rollouts from "./kubernetes/rollout.ts";
import * as workloadChanges from "./kubernetes/workload-change.ts";
import { pagerEvent } from "./pagerduty.ts";
import * as postgres from "./postgres/operations.ts";
import * as prometheus from "./prometheus.ts";
import * as redis from "./redis/operations.ts";

const registered: readonly RegisteredOperation[] = [
  ...[get, describeResource, events, top, wait, canI, clusterFacts, logs, exec],
  ...Object.values(rollouts),
  ...Object.values(workloadChanges),
  ...Object.values(objectChanges),
  ...[
    postgres.query,
    postgres.terminateBackends,
    postgres.cancelBackends,
    postgres.update,
    postgres.deleteRows,
    postgres.insert,
  ],
  ...[
    postgres.vacuum,
    postgres.analyze,
    postgres.reindex,
    postgres.createIndex,
    postgres.execute,
    postgres.describeObjects,
  ],
  ...Object.values(redis),
  ...awsOperations,
  ...[prometheus.instantQuery, prometheus.rangeQuery, prometheus.alerts, prometheus.targets],
  ...[prometheus.alertmanagerAlerts, prometheus.silence, prometheus.expireSilence],
  ...[check, request, log, run, pagerEvent],
];

const byName = new Map(registered.map((definition) => [definition.name, definition]));

/** Names of every operation there is, sorted. */
export const operationNames: readonly string[] = [...byName.keys()].sort();

/** What an operation's name stands for; undefined for a name nobody defined. */
export function operationDefinition(name: string): RegisteredOperation | undefined {
  return byName.get(name);
}

/** Risk and description of an operation, or why it is none. The risk comes from name and arguments alone. */
export function reviewOperation(operation: Operation, policy: RiskPolicy): Review {
  const definition = byName.get(operation.name);
  return (
    definition?.review(operation.arguments, policy) ?? {
      kind: "refused",
      reason: `there is no operation ${operation.name}`,
    }
  );
}
