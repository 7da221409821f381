import { type JsonObject, listAt } from "../slack/json.ts";
import { badRequest } from "./failure.ts";
import { dig, labelsOf, objectsIn, textIn, textsIn } from "./objects.ts";
import type { Resource } from "./resources.ts";

type Matches = (object: JsonObject) => boolean;

interface Requirement {
  readonly key: string;
  readonly operator: "in" | "notin" | "exists" | "missing";
  readonly values: readonly string[];
}

/** `app=api,tier!=cache,env in (a,b),!legacy` → who matches. 400 for what cannot be read. */
export function readLabelSelector(text: string): Matches {
  const requirements = splitOutsideParentheses(text)
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map(readRequirement);
  return (object) => requirements.every((requirement) => meets(labelsOf(object), requirement));
}

/** A `selector` of a workload or a budget: matchLabels and matchExpressions. An empty one matches all. */
export function matchesSelector(selector: JsonObject, labels: Readonly<Record<string, string>>): boolean {
  const plain = Object.entries(textsIn(selector, "matchLabels")).every(([key, value]) => labels[key] === value);
  return (
    plain &&
    objectsIn(selector, "matchExpressions").every((expression) =>
      meets(labels, {
        key: textIn(expression, "key"),
        operator: operators[textIn(expression, "operator")] ?? "exists",
        values: listAt(expression, "values").map(String),
      }),
    )
  );
}

const operators: Readonly<Record<string, Requirement["operator"]>> = {
  In: "in",
  NotIn: "notin",
  Exists: "exists",
  DoesNotExist: "missing",
};

/** `status.phase=Running,metadata.name!=x` → who matches. 400 for fields that the kind does not offer. */
export function readFieldSelector(text: string, resource: Resource): Matches {
  const offered = [...everywhere, ...(fields[resource.plural] ?? [])];
  const requirements = text
    .split(",")
    .filter((part) => part !== "")
    .map((part) => {
      const [, key = "", operator = "", value = ""] = /^([^!=]+)(!=|==|=)(.*)$/.exec(part) ?? [];
      if (operator === "") throw badRequest(`invalid selector: '${part}'; can't understand '${part}'`);
      if (!offered.includes(key)) throw unsupported(resource, key);
      return { path: key.split("."), isWanted: operator !== "!=", value };
    });
  return (object) =>
    requirements.every(({ path, isWanted, value }) => (textAtPath(object, path) === value) === isWanted);
}

const everywhere = ["metadata.name", "metadata.namespace"];
const fields: Readonly<Record<string, readonly string[]>> = {
  pods: [
    "spec.nodeName",
    "spec.restartPolicy",
    "spec.schedulerName",
    "spec.serviceAccountName",
    "status.phase",
    "status.podIP",
  ],
  events: [
    ...["kind", "namespace", "name", "uid", "apiVersion", "resourceVersion", "fieldPath"].map(
      (key) => `involvedObject.${key}`,
    ),
    ...["reason", "reportingComponent", "source", "type"],
  ],
  secrets: ["type"],
  namespaces: ["status.phase"],
  nodes: ["spec.unschedulable"],
  replicasets: ["status.replicas"],
  jobs: ["status.successful"],
};

function textAtPath(object: JsonObject, path: readonly string[]): string {
  // The field `source` of events means its component.
  const found = dig(object, ...path);
  const value = path[0] === "source" ? textIn(object, "source", "component") : found;
  return value === undefined || value === null ? (path[1] === "unschedulable" ? "false" : "") : String(value);
}

const unsupported = ({ plural }: Resource, key: string) =>
  badRequest(
    fields[plural] === undefined
      ? `"${key}" is not a known field selector: only "metadata.name", "metadata.namespace"`
      : `field label not supported: ${key}`,
  );

const splitOutsideParentheses = (text: string): string[] => text.split(/,(?![^(]*\))/);

function readRequirement(part: string): Requirement {
  const set = /^(\S+)\s+(in|notin)\s*\(([^()]*)\)$/.exec(part);
  if (set?.[1] !== undefined)
    return {
      key: set[1],
      operator: set[2] === "in" ? "in" : "notin",
      values: (set[3] ?? "").split(",").map((value) => value.trim()),
    };
  const equality = /^([^\s!=]+)\s*(!=|==|=)\s*([^\s!=]*)$/.exec(part);
  if (equality?.[1] !== undefined)
    return { key: equality[1], operator: equality[2] === "!=" ? "notin" : "in", values: [equality[3] ?? ""] };
  const presence = /^(!?)\s*([\w./-]+)$/.exec(part);
  if (presence?.[2] !== undefined)
    return { key: presence[2], operator: presence[1] === "!" ? "missing" : "exists", values: [] };
  throw badRequest(`unable to parse requirement: found '${part}', expected: !, identifier, or 'end of string'`);
}

function meets(labels: Readonly<Record<string, string>>, { key, operator, values }: Requirement): boolean {
  const value = labels[key];
  switch (operator) {
    case "in":
      return value !== undefined && values.includes(value);
    case "notin":
      return value === undefined || !values.includes(value);
    case "exists":
      return value !== undefined;
    case "missing":
      return value === undefined;
  }
}
