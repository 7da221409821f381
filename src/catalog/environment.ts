import type { z } from "zod";
import {
  type DeepReadonly,
  dictionary,
  environmentVariable,
  host,
  list,
  mapping,
  name,
  text,
  url,
  variableName,
  wholeNumber,
} from "./fields.ts";
import { awsTarget, httpTarget, kubernetesTarget, postgresTarget, redisTarget } from "./targets.ts";

/** Targets of one environment. */
export const environment = mapping({
  kubernetes: kubernetesTarget.optional(),
  postgres: postgresTarget.optional(),
  redis: redisTarget.optional(),
  aws: awsTarget.optional(),
  prometheus: httpTarget.optional(),
  alertmanager: httpTarget.optional(),
  healthChecks: list(httpTarget).default([]),
  /** Which part listens where: `analytics: 8001`. */
  ports: dictionary(text("a part such as api"), wholeNumber("a port from 1 to 65535", 1, 65_535)).default({}),
  /** What a host written in the runbook stands for: `localhost:8001` → `https://api.example.com`. */
  hosts: dictionary(host(), url()).default({}),
  /** Hosts that HTTP operations may reach; private addresses only if listed here. */
  allowedHosts: list(host()).default([]),
  /** Values for the placeholders of runbooks. */
  variables: dictionary(variableName(), name()).default({}),
  /** Placeholders whose value is a secret: the environment variable that holds it. */
  secretVariables: dictionary(variableName(), environmentVariable()).default({}),
});

export type Environment = DeepReadonly<z.output<typeof environment>>;
