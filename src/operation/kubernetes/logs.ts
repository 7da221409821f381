import { z } from "zod";
import { define } from "../definition.ts";
import { count, duration, kubernetesName, labelSelector, place, resourceName } from "../schema-parts.ts";
import { inNamespace } from "./workload.ts";

export const logs = define({
  name: "kubernetes.logs",
  schema: z
    .strictObject({
      /** `pods`, or the kind whose pods are meant: `deployments`, `jobs` … */
      resource: resourceName,
      target: kubernetesName.optional(),
      selector: labelSelector.optional(),
      ...place,
      container: kubernetesName.optional(),
      allContainers: z.boolean().optional(),
      allPods: z.boolean().optional(),
      since: duration.optional(),
      sinceTime: z.string().max(40).optional(),
      /** -1 is all. */
      tail: z.int().min(-1).max(1_000_000).optional(),
      previous: z.boolean().optional(),
      timestamps: z.boolean().optional(),
      prefix: z.boolean().optional(),
      /** Follows for as long as a run may last. */
      follow: z.boolean().optional(),
      limitBytes: count.optional(),
      maxLogRequests: count.optional(),
    })
    .refine((given) => (given.target === undefined) !== (given.selector === undefined), {
      message: "logs need one pod or workload, or one selector",
    }),
  risk: "read",
  describe: (given) => {
    const whose = given.target ? `${given.resource}/${given.target}` : `pods with ${given.selector ?? ""}`;
    const limits = [given.since ? `of the last ${given.since}` : "", given.previous ? "of the previous container" : ""];
    return ["Read the logs of", whose + inNamespace(given), ...limits].filter((part) => part !== "").join(" ");
  },
});
