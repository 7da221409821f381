import { z } from "zod";

const marks = z.record(z.string(), z.string()).optional();

/** An object of any kind: what all have is named, the rest is kept as it is. */
export const kubernetesObject = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string().default(""),
    resourceVersion: z.string().optional(),
    generation: z.number().optional(),
    creationTimestamp: z.string().nullish(),
    deletionTimestamp: z.string().optional(),
    labels: marks,
    annotations: marks,
    ownerReferences: z
      .array(z.looseObject({ kind: z.string(), name: z.string(), uid: z.string(), controller: z.boolean().optional() }))
      .optional(),
  }),
  spec: z.looseObject({}).optional(),
  status: z.looseObject({}).optional(),
});

export type KubernetesObject = z.output<typeof kubernetesObject>;

export const kubernetesList = z.looseObject({
  items: z.array(kubernetesObject).nullish(),
  metadata: z.looseObject({ continue: z.string().optional(), resourceVersion: z.string().optional() }),
});
