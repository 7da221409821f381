import { z } from "zod";

/** A name in Kubernetes: also what ends up in a URL path, so nothing else may pass. */
export const kubernetesName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.:]*[a-z0-9])?$/, "is not a name Kubernetes accepts");

/** `pods`, `deployments.apps`, `storageclusters.ocs.openshift.io`. */
export const resourceName = z
  .string()
  .max(253)
  .regex(/^[a-z][-a-z0-9.]*$/, "is not a kind of resource");

/** Where in the cluster: both come from the catalog when the command does not say. */
export const place = { namespace: kubernetesName.optional(), context: z.string().max(253).optional() };

export const labelSelector = z
  .string()
  .max(1000)
  .regex(/^[-\w./=!,() ]+$/, "is not a label selector");
export const fieldSelector = z
  .string()
  .max(1000)
  .regex(/^[-\w./=!, :]+$/, "is not a field selector");

/** `10m`, `1h30m`, `5s`. */
export const duration = z.string().regex(/^(\d+(\.\d+)?(ms|[smhdw]))+$|^0$/, "is not a duration such as 10m or 1h30m");

export const count = z.int().min(0).max(1_000_000);
export const text = z.string().max(100_000);
