import { allowsProgram } from "../catalog/allows-program.ts";
import type { Environment, Service } from "../catalog/types.ts";
import { askedWhenItRuns } from "../operation/aws/action.ts";
import type { Operation } from "../operation/definition.ts";
import { programName } from "../operation/job.ts";
import { isRecord } from "../operation/postgres/facts.ts";
import type { Risk } from "../operation/risk.ts";
import { resolveHttp } from "./resolve-http.ts";

/** Where an operation goes: one environment of one service. */
export interface Place {
  readonly service: Service;
  readonly environmentName: string;
  readonly environment: Environment;
}

export type Resolved =
  | {
      readonly kind: "resolved";
      /** With everything the command left to the catalog. */
      readonly operation: Operation;
      /** One word for the target, the same for everything that must not change at the same time: `kubernetes/production/deployment/api`. */
      readonly target: string;
    }
  | { readonly kind: "refused"; readonly reason: string };

/** Binds an operation to what the catalog names. What the catalog does not name cannot be reached. */
export function resolveTarget(operation: Operation, risk: Risk, place: Place): Resolved {
  const [family = ""] = operation.name.split(".");
  switch (family) {
    case "kubernetes":
      return resolveKubernetes(operation, risk, place);
    case "postgres":
    case "redis":
      return isRecord(operation.arguments.through)
        ? resolveThrough(operation, risk, place)
        : resolveStore(family, operation, place);
    case "aws":
      return resolveAws(operation, place);
    case "prometheus":
    case "alertmanager":
    case "http":
      return resolveHttp(family, operation, place);
    case "job":
      return resolveJob(operation, place);
    case "git": {
      const repository = place.service.links.find(({ kind }) => kind === "repository");
      return repository
        ? resolved(operation, `git/${repository.url}`)
        : refused("the catalog names no repository of this service");
    }
    case "pagerduty":
      return resolved(operation, `pager/${place.service.key}`);
    default:
      return refused(`nothing runs ${operation.name}`);
  }
}

function resolveKubernetes(operation: Operation, risk: Risk, place: Place): Resolved {
  const cluster = place.environment.kubernetes;
  if (!cluster) return refused(`the catalog names no cluster for ${place.environmentName}`);
  const { context, namespace: written, ...rest } = operation.arguments;
  if (context !== undefined && context !== cluster.context)
    return refused(`--context ${String(context)} is not the cluster of ${place.environmentName}`);
  const namespace = typeof written === "string" ? written : cluster.namespace;
  if (risk !== "read" && namespace !== cluster.namespace) {
    return refused(`namespace ${namespace} is not ${cluster.namespace}, the one of ${place.environmentName}`);
  }
  const manifest = operation.name === "kubernetes.apply" ? cluster.manifests[String(rest.file)] : undefined;
  if (operation.name === "kubernetes.apply" && !manifest) {
    return refused(
      `the catalog does not say what ${String(rest.file)} holds in ${place.environmentName}; apply it yourself, or let the catalog name it in kubernetes.manifests`,
    );
  }
  const clusterWide =
    rest.allNamespaces === true || rest.nodes !== undefined || rest.facts !== undefined || rest.resource === "nodes";
  const given = { ...rest, ...(!clusterWide && { namespace }) };
  const where = cluster.context === undefined ? [namespace] : [cluster.context, namespace];
  return resolved(
    { ...operation, arguments: given },
    ["kubernetes", ...where, ...(manifest ? manifestWords(manifest.objects) : objectWords(rest))].join("/"),
  );
}

// One workload alone is locked under the name that every other change of it has.
function manifestWords(objects: readonly string[]): readonly string[] {
  const [only, ...others] = objects.map((one) => one.toLowerCase());
  return only !== undefined && others.length === 0 ? only.split("/") : ["manifest", objects.join(",").toLowerCase()];
}

function objectWords(given: Readonly<Record<string, unknown>>): readonly string[] {
  for (const kind of ["deployment", "statefulset", "daemonset", "pod"]) {
    if (typeof given[kind] === "string") return [kind, String(given[kind])];
  }
  const names = [given.target, given.names, given.nodes, given.selector]
    .flat()
    .filter((name) => typeof name === "string");
  return [String(given.resource ?? given.resources ?? "cluster"), ...(names.length > 0 ? [names.join(",")] : [])];
}

function resolveThrough(operation: Operation, risk: Risk, place: Place): Resolved {
  const through = operation.arguments.through;
  const inner = resolveKubernetes(
    { name: "kubernetes.exec", arguments: isRecord(through) ? through : {} },
    risk === "read" ? "sensitive" : risk,
    place,
  );
  if (inner.kind === "refused") return inner;
  return resolved(
    { ...operation, arguments: { ...operation.arguments, through: inner.operation.arguments } },
    inner.target,
  );
}

function resolveStore(
  family: "postgres" | "redis",
  operation: Operation,
  { service, environment, environmentName }: Place,
): Resolved {
  const store = environment[family];
  if (!store) return refused(`the catalog names no ${family} for ${environmentName}`);
  const { host, port: _port, user, database, urlVariable: _url, ...rest } = operation.arguments;
  if (host !== undefined && !store.hostNames.some((name) => name === host)) {
    return refused(
      `${String(host)} is not a host of ${family} in ${environmentName}; the catalog may list it in hostNames`,
    );
  }
  // Each service has its own; who destroys something types the last word.
  if (family === "redis")
    return resolved(
      { ...operation, arguments: { ...rest, ...(database !== undefined && { database }) } },
      `redis/${environmentName}/${service.key}`,
    );
  const { postgres } = environment;
  if (database !== undefined && database !== postgres?.database) {
    return refused(`${String(database)} is not ${postgres?.database}, the database of ${environmentName}`);
  }
  if (user !== undefined && postgres?.user !== undefined && user !== postgres.user) {
    return refused(`the bot speaks to Postgres as ${postgres.user}, not as ${String(user)}`);
  }
  return resolved(
    { ...operation, arguments: { ...rest, database: postgres?.database } },
    `postgres/${environmentName}/${postgres?.database}`,
  );
}

function resolveAws(operation: Operation, { environment, environmentName }: Place): Resolved {
  const { aws } = environment;
  if (!aws) return refused(`the catalog names no AWS account for ${environmentName}`);
  const { region = aws.region } = operation.arguments;
  if (region !== aws.region) return refused(`${String(region)} is not ${aws.region}, the region of ${environmentName}`);
  // What is typed later names nothing: two changes of one secret are two of one target.
  const words = Object.entries(operation.arguments).filter(
    ([key, value]) => /identifier|service$|name|arn|cluster|group|secret/i.test(key) && value !== askedWhenItRuns,
  );
  return resolved(
    { ...operation, arguments: { ...operation.arguments, region } },
    ["aws", aws.region, ...words.map(([, value]) => [value].flat().join(","))].join("/"),
  );
}

function resolveJob(operation: Operation, { environment, environmentName }: Place): Resolved {
  const cluster = environment.kubernetes;
  const jobs = cluster?.jobs;
  if (!jobs)
    return refused(
      `the catalog names no image for jobs in ${environmentName}; run it yourself, or let the catalog name one in kubernetes.jobs`,
    );
  const words = [operation.arguments.program, operation.arguments.arguments].flat().map(String);
  if (!allowsProgram(jobs.programs, words)) {
    return refused(
      `the catalog does not let ${words.slice(0, 2).join(" ")} run as a job; run it yourself, or let the catalog list it in kubernetes.jobs.programs`,
    );
  }
  return resolved(operation, `job/${jobs.namespace ?? cluster.namespace}/${programName(words)}`);
}

function resolved(operation: Operation, target: string): Resolved {
  return { kind: "resolved", operation, target };
}

function refused(reason: string): Resolved {
  return { kind: "refused", reason };
}
