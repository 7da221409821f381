import { appliedManifest, appliedName } from "./applied-manifest.ts";
import {
  dictionary,
  environmentVariable,
  host,
  list,
  mapping,
  name,
  oneOf,
  text,
  url,
  variableName,
  wholeNumber,
} from "./fields.ts";
import { jobTarget } from "./job-target.ts";

const kubernetesName = () => text("a Kubernetes name such as api-service", /^[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?$/);

export const kubernetesTarget = mapping({
  context: name().optional(),
  namespace: kubernetesName(),
  deployments: list(
    mapping({
      name: kubernetesName(),
      selector: text("a label selector such as app=api", /^[\w./-]+=[\w.-]+(,[\w./-]+=[\w.-]+)*$/),
      containers: list(kubernetesName()),
      /** How many there are on a normal day. */
      replicas: wholeNumber("a number from 0 to 1000", 0, 1000).optional(),
    }),
  ).default([]),
  /** `postgres-pod` → `postgres`: pods that are a database and can be spoken to natively. */
  podBindings: dictionary(kubernetesName(), oneOf(["postgres", "redis"])).default({}),
  jobs: jobTarget.optional(),
  /** What `kubectl apply -f` may mean: the file as runbooks write it → one of the catalog's own. */
  manifests: dictionary(appliedName(), appliedManifest).default({}),
});

export const postgresTarget = mapping({
  database: name(),
  user: name().optional(),
  urlVariable: environmentVariable(),
  /** The same database as a user that may change it. Without it, changes go as the user who reads. */
  changeUrlVariable: environmentVariable().optional(),
  /** What `psql -h` may name to mean this database. */
  hostNames: list(host()).default([]),
  /** Tables whose rows may be read without approval. */
  readableTables: list(text("a table such as campaigns", /^[a-z_][\w.]*$/)).default([]),
});

export const redisTarget = mapping({
  urlVariable: environmentVariable(),
  /** What `redis-cli -h` may name to mean this cache. */
  hostNames: list(host()).default([]),
});

export const awsTarget = mapping({
  region: text("a region such as eu-west-1", /^[a-z]{2}(-[a-z]+)+-\d$/),
  /** The ECS cluster. */
  cluster: name().optional(),
  ecsServices: list(mapping({ name: name(), taskFamily: name() })).default([]),
  loadBalancers: list(name()).default([]),
  databases: list(name()).default([]),
  cacheClusters: list(name()).default([]),
  logGroups: list(name()).default([]),
  alarms: list(name()).default([]),
  buckets: list(name()).default([]),
  secrets: list(name()).default([]),
  /** Ids and ARNs by the name that runbooks use: `TARGET_GROUP_ARN`. */
  resources: dictionary(variableName(), name()).default({}),
});

export const httpTarget = mapping({ name: name(), url: url() });
