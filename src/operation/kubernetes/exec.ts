import { z } from "zod";
import { define } from "../definition.ts";
import { kubernetesName, place, text } from "../schema-parts.ts";
import { riskOfProgram } from "./program-risk.ts";
import { inNamespace } from "./workload.ts";

/** The pod a program runs in: a pod by name, or the first pod of a workload (`deployment/api`). */
export const podFields = {
  pod: z
    .string()
    .max(300)
    .regex(/^([a-z]+\/)?[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/, "is not a pod or workload"),
  container: kubernetesName.optional(),
  ...place,
};

export const exec = define({
  name: "kubernetes.exec",
  schema: z.strictObject({ ...podFields, command: z.array(text).min(1) }),
  risk: ({ command }) => riskOfProgram(command),
  describe: (given) => `Run in ${given.pod}${inNamespace(given)}: ${given.command.join(" ")}`,
});
