import type { JsonObject } from "../../slack/json.ts";
import { apiVersionOf, olderAutoscaling, type Resource, resources } from "../resources.ts";

const metricsVersion = "metrics.k8s.io/v1beta1";
const reviewsVersion = "authorization.k8s.io/v1";

/** `/api`, `/apis`, `/apis/apps`, `/apis/apps/v1` …: what kinds there are. Undefined for any other address. */
export function discover(pathname: string): JsonObject | undefined {
  if (pathname === "/api") return { kind: "APIVersions", versions: ["v1"], serverAddressByClientCIDRs: [] };
  if (pathname === "/apis") return { kind: "APIGroupList", apiVersion: "v1", groups: groupVersions.map(groupOf) };
  const [, root, ...rest] = pathname.split("/");
  const version = rest.join("/");
  if (root === "api" && version === "v1") return listOf("v1");
  if (root !== "apis") return undefined;
  const group = groupVersions.find((one) => one.split("/")[0] === version);
  if (group !== undefined) return { kind: "APIGroup", apiVersion: "v1", ...groupOf(group) };
  if (version === olderAutoscaling) return { ...listOf("autoscaling/v2"), groupVersion: version };
  return groupVersions.includes(version) ? listOf(version) : undefined;
}

const groupVersions = [
  ...new Set([...resources.map(apiVersionOf).filter((version) => version !== "v1"), metricsVersion, reviewsVersion]),
];

function groupOf(groupVersion: string): JsonObject {
  const [name, version] = groupVersion.split("/");
  const preferredVersion = { groupVersion, version };
  const older = name === "autoscaling" ? [{ groupVersion: olderAutoscaling, version: "v1" }] : [];
  return { name, versions: [preferredVersion, ...older], preferredVersion };
}

function listOf(groupVersion: string): JsonObject {
  const own = resources.filter((resource) => apiVersionOf(resource) === groupVersion).flatMap(entriesOf);
  const entries = groupVersion === metricsVersion ? metrics : groupVersion === reviewsVersion ? reviews : own;
  return { kind: "APIResourceList", apiVersion: "v1", groupVersion, resources: entries };
}

function entriesOf(resource: Resource): readonly JsonObject[] {
  const { plural, kind, namespaced, shortNames, categories } = resource;
  const main: JsonObject = {
    name: plural,
    singularName: kind.toLowerCase(),
    namespaced,
    kind,
    verbs: ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"],
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
  };
  return [main, ...resource.subresources.map((name) => subresource(resource, name))];
}

function subresource({ plural, kind, namespaced }: Resource, name: string): JsonObject {
  const entry = { name: `${plural}/${name}`, singularName: "", namespaced };
  switch (name) {
    case "scale":
      return { ...entry, group: "autoscaling", version: "v1", kind: "Scale", verbs: ["get", "patch", "update"] };
    case "eviction":
      return { ...entry, group: "policy", version: "v1", kind: "Eviction", verbs: ["create"] };
    case "log":
      return { ...entry, kind, verbs: ["get"] };
    case "status":
      return { ...entry, kind, verbs: ["get", "patch", "update"] };
  }
  return { ...entry, kind: `Pod${name[0]?.toUpperCase() ?? ""}${name.slice(1)}Options`, verbs: ["create", "get"] };
}

const metrics: readonly JsonObject[] = [
  { name: "nodes", singularName: "", namespaced: false, kind: "NodeMetrics", verbs: ["get", "list"] },
  { name: "pods", singularName: "", namespaced: true, kind: "PodMetrics", verbs: ["get", "list"] },
];

const reviews: readonly JsonObject[] = [
  {
    name: "selfsubjectaccessreviews",
    singularName: "selfsubjectaccessreview",
    namespaced: false,
    kind: "SelfSubjectAccessReview",
    verbs: ["create"],
  },
];
