import { z } from "zod";
import { kubernetesName, place } from "../schema-parts.ts";

/** A workload by its kind: exactly one of the three is present. */
export const workloadFields = {
  deployment: kubernetesName.optional(),
  statefulset: kubernetesName.optional(),
  daemonset: kubernetesName.optional(),
  ...place,
};

export type WorkloadKind = "deployment" | "statefulset" | "daemonset";

interface WorkloadArguments {
  readonly deployment?: string | undefined;
  readonly statefulset?: string | undefined;
  readonly daemonset?: string | undefined;
  readonly namespace?: string | undefined;
}

/** An object schema over one workload and what else the operation takes. */
export function workloadSchema<F extends z.ZodRawShape>(fields: F) {
  return z
    .strictObject({ ...workloadFields, ...fields })
    .refine((given) => countWorkloads(given) === 1, { message: "names no workload, or more than one" });
}

const kinds: readonly WorkloadKind[] = ["deployment", "statefulset", "daemonset"];

function countWorkloads(given: object): number {
  return Object.entries(given).filter(([key, value]) => value !== undefined && kinds.some((kind) => kind === key))
    .length;
}

/** The one workload that arguments name. Throws when the schema has not been applied before. */
export function workloadOf(given: WorkloadArguments): { readonly kind: WorkloadKind; readonly name: string } {
  for (const kind of kinds) {
    const name = given[kind];
    if (name !== undefined) return { kind, name };
  }
  throw new TypeError("workload arguments name no workload");
}

/** `deployment/api in production`, for descriptions. */
export function workloadWords(given: WorkloadArguments): string {
  const { kind, name } = workloadOf(given);
  return `${kind}/${name}${inNamespace(given)}`;
}

export function inNamespace(given: {
  readonly namespace?: string | undefined;
  readonly allNamespaces?: boolean | undefined;
}): string {
  if (given.allNamespaces) return " in all namespaces";
  return given.namespace ? ` in ${given.namespace}` : "";
}
