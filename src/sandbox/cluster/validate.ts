import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject } from "../slack/json.ts";
import { badRequest, type FieldFault, invalid } from "./failure.ts";
import { dig, nameOf, objectIn, objectsIn, textIn, textsIn } from "./objects.ts";
import type { Resource } from "./resources.ts";
import { matchesSelector } from "./selectors.ts";

/** Throws 400 or 422 as the real server would. `before` is the object as it is, when it is to be changed. */
export function validate(resource: Resource, object: JsonObject, before?: JsonObject): void {
  for (const [path, type] of numbers) {
    const value = dig(object, ...path.split("."));
    if (value !== undefined && value !== null && typeof value !== "number")
      throw badRequest(
        `${resource.kind} in version "${resource.version}" cannot be handled as a ${resource.kind}: ${path}: expected ${type}, found ${JSON.stringify(value)}`,
      );
  }
  const faults = [
    ...nameFaults(object),
    ...countFaults(object),
    ...templateFaults(resource, object),
    ...selectorFaults(resource, object, before),
  ];
  if (faults.length > 0) throw invalid(resource, nameOf(object), faults);
}

const numbers: readonly (readonly [string, string])[] = [
  ["spec.replicas", "a number"],
  ["spec.minReplicas", "a number"],
  ["spec.maxReplicas", "a number"],
  ["spec.revisionHistoryLimit", "a number"],
  ["spec.progressDeadlineSeconds", "a number"],
];

const subdomain = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

function nameFaults(object: JsonObject): readonly FieldFault[] {
  const name = nameOf(object);
  const field = "metadata.name";
  if (name === "" && textIn(object, "metadata", "generateName") === "")
    return [{ field, reason: "FieldValueRequired", message: "Required value: name or generateName is required" }];
  if (name === "" || (subdomain.test(name) && name.length <= 253)) return [];
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";
  return [faulty(field, name, rule)];
}

const faulty = (field: string, value: unknown, rule: string): FieldFault => ({
  field,
  reason: "FieldValueInvalid",
  message: `Invalid value: ${JSON.stringify(value)}: ${rule}`,
});

function countFaults(object: JsonObject): readonly FieldFault[] {
  return ["replicas", "revisionHistoryLimit", "minReadySeconds"].flatMap((key) => {
    const value = dig(object, "spec", key);
    return typeof value === "number" && value < 0
      ? [faulty(`spec.${key}`, value, "must be greater than or equal to 0")]
      : [];
  });
}

function templateFaults(resource: Resource, object: JsonObject): readonly FieldFault[] {
  if (resource.plural === "pods") return containerFaults(objectIn(object, "spec"), "spec");
  if (!["deployments", "replicasets", "statefulsets", "daemonsets", "jobs"].includes(resource.plural)) return [];
  return containerFaults(objectIn(object, "spec", "template", "spec"), "spec.template.spec");
}

function containerFaults(spec: JsonObject, path: string): readonly FieldFault[] {
  const required = (field: string): FieldFault => ({ field, reason: "FieldValueRequired", message: "Required value" });
  const containers = objectsIn(spec, "containers");
  if (containers.length === 0) return [required(`${path}.containers`)];
  return containers.flatMap((container, index) => {
    const at = `${path}.containers[${index}]`;
    const isTwice = containers.findIndex((one) => one.name === container.name) < index;
    return [
      ...(textIn(container, "name") === "" ? [required(`${at}.name`)] : []),
      ...(textIn(container, "image") === "" ? [required(`${at}.image`)] : []),
      ...(isTwice
        ? [
            {
              field: `${at}.name`,
              reason: "FieldValueDuplicate",
              message: `Duplicate value: "${textIn(container, "name")}"`,
            },
          ]
        : []),
    ];
  });
}

function selectorFaults(resource: Resource, object: JsonObject, before?: JsonObject): readonly FieldFault[] {
  if (!["deployments", "replicasets", "statefulsets", "daemonsets"].includes(resource.plural)) return [];
  const selector = objectIn(object, "spec", "selector");
  const labels = textsIn(object, "spec", "template", "metadata", "labels");
  const isMatching = isObject(selector.matchLabels) || objectsIn(selector, "matchExpressions").length > 0;
  const faults: FieldFault[] = [];
  if (!isMatching) faults.push({ field: "spec.selector", reason: "FieldValueRequired", message: "Required value" });
  if (isMatching && !matchesSelector(selector, labels))
    faults.push({
      field: "spec.template.metadata.labels",
      reason: "FieldValueInvalid",
      message: `Invalid value: ${goMap(labels)}: \`selector\` does not match template \`labels\``,
    });
  if (before !== undefined && !isDeepStrictEqual(objectIn(before, "spec", "selector"), selector))
    faults.push({
      field: "spec.selector",
      reason: "FieldValueInvalid",
      message: `Invalid value: v1.LabelSelector{MatchLabels:${goMap(textsIn(selector, "matchLabels"))}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable`,
    });
  return faults;
}

/** As the real server's language prints a map. */
const goMap = (texts: Readonly<Record<string, string>>): string =>
  `map[string]string{${Object.entries(texts)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, value]) => `"${key}":"${value}"`)
    .join(", ")}}`;
