import { z } from "zod";
import { define } from "../definition.ts";
import { count, kubernetesName, text } from "../schema-parts.ts";
import { workloadSchema, workloadWords } from "./workload.ts";

export const scale = define({
  name: "kubernetes.scale",
  schema: workloadSchema({ replicas: count, currentReplicas: count.optional() }),
  risk: "change",
  describe: (given) => `Scale ${workloadWords(given)} to ${given.replicas}`,
});

const container = kubernetesName.or(z.literal("*"));

export const setImage = define({
  name: "kubernetes.set-image",
  schema: workloadSchema({ images: z.record(container, z.string().min(1).max(500)) }),
  risk: "change",
  describe: (given) =>
    `Set the image of ${workloadWords(given)}: ${Object.entries(given.images)
      .map(([name, image]) => `${name} = ${image}`)
      .join(", ")}`,
});

export const setEnvironment = define({
  name: "kubernetes.set-env",
  schema: workloadSchema({
    container: container.optional(),
    /** `null` removes the variable. */
    variables: z.record(z.string().regex(/^[A-Za-z_][\w.-]*$/, "is not a variable name"), text.nullable()),
  }),
  risk: "change",
  describe: (given) =>
    `Set the environment of ${workloadWords(given)}: ${Object.entries(given.variables)
      .map(([name, value]) => (value === null ? `remove ${name}` : `${name} = ${value}`))
      .join(", ")}`,
});

const quantities = z.record(
  z.string().regex(/^[a-z][-a-z0-9./]*$/, "is not a resource"),
  z.string().regex(/^[\w.]+$/, "is not a quantity"),
);

export const setResources = define({
  name: "kubernetes.set-resources",
  schema: workloadSchema({
    container: container.optional(),
    limits: quantities.optional(),
    requests: quantities.optional(),
  }),
  risk: "change",
  describe: (given) =>
    `Set requests and limits of ${workloadWords(given)}: ${quantityWords(given.requests)} / ${quantityWords(given.limits)}`,
});

export const autoscale = define({
  name: "kubernetes.autoscale",
  schema: workloadSchema({
    minimum: count.optional(),
    maximum: count,
    cpuPercent: count.optional(),
    name: kubernetesName.optional(),
  }),
  risk: "change",
  describe: (given) => `Let ${workloadWords(given)} scale by itself from ${given.minimum ?? 1} to ${given.maximum}`,
});

function quantityWords(given: Readonly<Record<string, string>> | undefined): string {
  if (!given) return "unchanged";
  return Object.entries(given)
    .map(([name, value]) => `${name} ${value}`)
    .join(", ");
}
