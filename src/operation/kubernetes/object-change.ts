import { z } from "zod";
import { define } from "../definition.ts";
import { duration, fieldSelector, kubernetesName, labelSelector, place, resourceName, text } from "../schema-parts.ts";
import { inNamespace } from "./workload.ts";

const objects = { resource: resourceName, names: z.array(kubernetesName).min(1), ...place };

export const patch = define({
  name: "kubernetes.patch",
  schema: z.strictObject({
    resource: resourceName,
    target: kubernetesName,
    ...place,
    type: z.enum(["strategic", "merge", "json"]),
    patch: text,
    subresource: z.enum(["status", "scale"]).optional(),
  }),
  risk: "change",
  describe: (given) => `Patch ${given.resource}/${given.target}${inNamespace(given)} (${given.type}): ${given.patch}`,
});

/** `null` removes the key. */
const marks = z.record(z.string().regex(/^[\w./-]+$/, "is not a key"), text.nullable());

export const label = define({
  name: "kubernetes.label",
  schema: z.strictObject({ ...objects, labels: marks, overwrite: z.boolean().optional() }),
  risk: "change",
  describe: (given) => `Label ${objectWords(given)}: ${markWords(given.labels)}`,
});

export const annotate = define({
  name: "kubernetes.annotate",
  schema: z.strictObject({ ...objects, annotations: marks, overwrite: z.boolean().optional() }),
  risk: "change",
  describe: (given) => `Annotate ${objectWords(given)}: ${markWords(given.annotations)}`,
});

const nodes = { nodes: z.array(kubernetesName).min(1), context: place.context };

export const cordon = define({
  name: "kubernetes.cordon",
  schema: z.strictObject(nodes),
  risk: "change",
  describe: (given) => `Keep new pods away from ${given.nodes.join(", ")}`,
});

export const uncordon = define({
  name: "kubernetes.uncordon",
  schema: z.strictObject(nodes),
  risk: "change",
  describe: (given) => `Let new pods onto ${given.nodes.join(", ")} again`,
});

const effect = z.enum(["NoSchedule", "PreferNoSchedule", "NoExecute"]);

export const taint = define({
  name: "kubernetes.taint",
  schema: z.strictObject({
    ...nodes,
    taints: z
      .array(
        z.strictObject({
          key: z.string().regex(/^[\w./-]+$/, "is not a key"),
          value: z.string().max(63).optional(),
          /** Without one, a removal takes the key with every effect. */
          effect: effect.optional(),
          remove: z.literal(true).optional(),
        }),
      )
      .min(1),
    overwrite: z.boolean().optional(),
  }),
  // NoExecute throws pods out at once, whatever their disruption budgets say.
  risk: ({ taints }) =>
    taints.some((given) => given.effect === "NoExecute" && !given.remove) ? "destructive" : "change",
  describe: (given) => `Taint ${given.nodes.join(", ")}: ${given.taints.map(taintWords).join(", ")}`,
});

export const drain = define({
  name: "kubernetes.drain",
  schema: z.strictObject({
    ...nodes,
    ignoreDaemonSets: z.boolean().optional(),
    deleteEmptyDirData: z.boolean().optional(),
    force: z.boolean().optional(),
    gracePeriodSeconds: z.int().optional(),
    timeout: duration.optional(),
    podSelector: labelSelector.optional(),
  }),
  // Evicted pods come back; emptied volumes and pods without a controller do not.
  risk: ({ force, deleteEmptyDirData }) => (force || deleteEmptyDirData ? "destructive" : "change"),
  describe: (given) => `Move every pod off ${given.nodes.join(", ")}`,
});

export const remove = define({
  name: "kubernetes.delete",
  schema: z
    .strictObject({
      resource: resourceName,
      names: z.array(kubernetesName),
      ...place,
      allNamespaces: z.boolean().optional(),
      all: z.boolean().optional(),
      selector: labelSelector.optional(),
      fieldSelector: fieldSelector.optional(),
      force: z.boolean().optional(),
      gracePeriodSeconds: z.int().min(-1).optional(),
      cascade: z.enum(["background", "orphan", "foreground"]).optional(),
      wait: z.boolean().optional(),
      ignoreNotFound: z.boolean().optional(),
      timeout: duration.optional(),
    })
    .refine(
      (given) =>
        given.names.length > 0 || given.all || given.selector !== undefined || given.fieldSelector !== undefined,
      {
        message: "delete needs names, a selector or --all",
      },
    ),
  risk: "destructive",
  describe: (given) => {
    const which = given.all
      ? "every one"
      : given.names.join(", ") || `those with ${given.selector ?? given.fieldSelector ?? ""}`;
    return `Delete ${given.resource}: ${which}${inNamespace(given)}${given.force ? ", without waiting for them to stop" : ""}`;
  },
});

export const createJob = define({
  name: "kubernetes.create-job",
  schema: z.strictObject({ job: kubernetesName, fromCronJob: kubernetesName, ...place }),
  risk: "change",
  describe: (given) => `Run cronjob/${given.fromCronJob} now as job/${given.job}${inNamespace(given)}`,
});

/** `kubectl apply -f`: what the file holds is the catalog's to say, never the runbook's. */
export const apply = define({
  name: "kubernetes.apply",
  schema: z.strictObject({
    file: z
      .string()
      .max(300)
      .regex(/^(?!\/)(?!.*\.\.)[\w./-]+\.(ya?ml|json)$/, "is not a file that the catalog could name"),
    ...place,
  }),
  risk: "change",
  describe: (given) => `Apply ${given.file}${inNamespace(given)}`,
});

function taintWords(given: {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect?: string | undefined;
  readonly remove?: true | undefined;
}): string {
  const what = given.effect === undefined ? given.key : `${given.key}:${given.effect}`;
  return given.remove ? `remove ${what}` : given.value === undefined ? what : `${what} = ${given.value}`;
}

function objectWords(given: {
  readonly resource: string;
  readonly names: readonly string[];
  readonly namespace?: string | undefined;
}): string {
  return `${given.resource}/${given.names.join(", ")}${inNamespace(given)}`;
}

function markWords(given: Readonly<Record<string, string | null>>): string {
  return Object.entries(given)
    .map(([key, value]) => (value === null ? `remove ${key}` : `${key} = ${value}`))
    .join(", ");
}
