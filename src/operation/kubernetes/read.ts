import { z } from "zod";
import { define } from "../definition.ts";
import {
  count,
  duration,
  fieldSelector,
  kubernetesName,
  labelSelector,
  place,
  resourceName,
  text,
} from "../schema-parts.ts";
import { holdsSecrets } from "./resource-names.ts";
import { inNamespace } from "./workload.ts";

const selection = {
  names: z.array(kubernetesName),
  ...place,
  allNamespaces: z.boolean().optional(),
  selector: labelSelector.optional(),
};

export const outputFormat = z.strictObject({
  format: z.enum(["wide", "yaml", "json", "name", "jsonpath", "custom-columns"]),
  template: text.optional(),
});

export const get = define({
  name: "kubernetes.get",
  schema: z.strictObject({
    resources: z.array(resourceName).min(1),
    ...selection,
    fieldSelector: fieldSelector.optional(),
    output: outputFormat.optional(),
    sortBy: text.optional(),
    showLabels: z.boolean().optional(),
    labelColumns: z.array(z.string()).optional(),
    noHeaders: z.boolean().optional(),
    ignoreNotFound: z.boolean().optional(),
    watch: z.boolean().optional(),
  }),
  // A table and names show no values; every other form of a Secret does.
  risk: ({ resources, output }) =>
    resources.some(holdsSecrets) && output !== undefined && !["name", "wide"].includes(output.format)
      ? "sensitive"
      : "read",
  describe: (given) => `Show ${given.resources.join(", ")}${words(given)}`,
});

export const describeResource = define({
  name: "kubernetes.describe",
  schema: z.strictObject({ resource: resourceName, ...selection, showEvents: z.boolean().optional() }),
  risk: ({ resource }) => (holdsSecrets(resource) ? "sensitive" : "read"),
  describe: (given) => `Describe ${given.resource}${words(given)}`,
});

export const events = define({
  name: "kubernetes.events",
  schema: z.strictObject({
    ...place,
    allNamespaces: z.boolean().optional(),
    for: z.string().max(500).optional(),
    types: z.array(z.string()).optional(),
    watch: z.boolean().optional(),
  }),
  risk: "read",
  describe: (given) => `Show events${given.for ? ` of ${given.for}` : ""}${inNamespace(given)}`,
});

export const top = define({
  name: "kubernetes.top",
  schema: z.strictObject({
    resource: z.enum(["nodes", "pods"]),
    ...selection,
    containers: z.boolean().optional(),
    sortBy: z.enum(["cpu", "memory"]).optional(),
    noHeaders: z.boolean().optional(),
  }),
  risk: "read",
  describe: (given) => `Show what ${given.resource} use${words(given)}`,
});

/** Waits for a condition and changes nothing. */
export const wait = define({
  name: "kubernetes.wait",
  schema: z.strictObject({ resource: resourceName, ...selection, for: text, timeout: duration.optional() }),
  risk: "read",
  describe: (given) => `Wait for ${given.for} of ${given.resource}${words(given)}`,
});

export const canI = define({
  name: "kubernetes.can-i",
  schema: z.strictObject({
    verb: z.string().max(100),
    resource: z.string().max(253),
    ...place,
    allNamespaces: z.boolean().optional(),
  }),
  risk: "read",
  describe: (given) => `Ask whether this account may ${given.verb} ${given.resource}${inNamespace(given)}`,
});

export const clusterFacts = define({
  name: "kubernetes.cluster-facts",
  schema: z.strictObject({
    facts: z.enum(["version", "cluster-info", "api-resources", "api-versions", "healthz", "livez", "readyz"]),
    /** Each check of `livez` or `readyz` by itself. */
    verbose: z.boolean().optional(),
    context: place.context,
  }),
  risk: "read",
  describe: (given) => `Show the cluster's ${given.facts}`,
});

export const rolloutLimits = {
  timeout: duration.optional(),
  watch: z.boolean().optional(),
  revision: count.optional(),
};

function words(given: {
  readonly names: readonly string[];
  readonly selector?: string | undefined;
  readonly namespace?: string | undefined;
  readonly allNamespaces?: boolean | undefined;
}): string {
  const which = given.names.length > 0 ? ` ${given.names.join(", ")}` : "";
  return `${which}${given.selector ? ` with ${given.selector}` : ""}${inNamespace(given)}`;
}
