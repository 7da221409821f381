import type { Operation } from "../../../operation/definition.ts";
import { rolloutUndo } from "../../../operation/kubernetes/rollout.ts";
import type { WorkloadArguments } from "./workload-at.ts";

/** The rollback to a revision; undefined when its number is not known. */
export function backToRevision(given: WorkloadArguments, revision: number): Operation | undefined {
  return revision === 0 ? undefined : onWorkload(rolloutUndo.name, given, { toRevision: revision });
}

/** An operation on the workload that these arguments name, without fields that are undefined. */
export function onWorkload(
  name: string,
  { deployment, statefulset, daemonset, namespace }: WorkloadArguments,
  fields: Readonly<Record<string, unknown>> = {},
): Operation {
  return { name, arguments: withoutUndefined({ deployment, statefulset, daemonset, namespace, ...fields }) };
}

/** Arguments for an operation: what is undefined is left out. */
export function withoutUndefined(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
