import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource, type KubernetesResource, listResources } from "../../clients/kubernetes-resources.ts";
import type { clusterFacts } from "../../operation/kubernetes/read.ts";
import { align } from "../align.ts";
import type { Output, Refused, Site } from "../target.ts";
import { listObjects } from "./ask.ts";
import { jsonObject, textAt } from "./change/json.ts";
import { isRefused, scopeOf } from "./scope.ts";

type Given = ReturnType<typeof clusterFacts.schema.parse>;

/** What the cluster says of itself. */
export async function runClusterFacts(
  door: KubernetesDoor,
  given: Given,
  site: Site,
  signal: AbortSignal,
): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const { context } = scope;
  switch (given.facts) {
    case "version":
      return { text: `Server Version: ${await versionOf(door, context, signal)}\n` };
    case "cluster-info":
      return { text: await clusterInfo(door, context, signal) };
    case "api-resources":
      return { text: align([header, ...(await listResources(door, context, signal)).map(resourceRow)]) };
    case "api-versions": {
      const versions = (await listResources(door, context, signal)).map(apiVersionOf);
      return {
        text: [...new Set(versions)]
          .sort()
          .map((version) => `${version}\n`)
          .join(""),
      };
    }
    case "healthz":
    case "livez":
    case "readyz": {
      const query = { verbose: given.verbose ? "true" : undefined };
      const path = `/${given.facts}`;
      const { text } = await door.text(context, { method: "GET", path, query, maxBytes: 65_536, signal });
      return { text: text.endsWith("\n") ? text : `${text}\n` };
    }
  }
}

async function versionOf(door: KubernetesDoor, context: string | undefined, signal: AbortSignal): Promise<string> {
  return textAt(jsonObject.parse(await door.json(context, { method: "GET", path: "/version", signal })), "gitVersion");
}

async function clusterInfo(door: KubernetesDoor, context: string | undefined, signal: AbortSignal): Promise<string> {
  const services = await findResource(door, context, "services", signal);
  const system = { context, namespace: "kube-system" };
  const selection = { labelSelector: "kubernetes.io/cluster-service=true" };
  const [version, { items }] = await Promise.all([
    versionOf(door, context, signal),
    listObjects(door, system, services, selection, signal),
  ]);
  const parts = items.map((service) => {
    const name = textAt(service, "metadata", "labels", "kubernetes.io/name") || textAt(service, "metadata", "name");
    return `${name} is running in kube-system\n`;
  });
  return `Kubernetes control plane is running, version ${version}\n${parts.join("")}`;
}

const header = ["NAME", "SHORTNAMES", "APIVERSION", "NAMESPACED", "KIND"];

function resourceRow(resource: KubernetesResource): readonly string[] {
  const { plural, shortNames, namespaced, kind } = resource;
  return [plural, shortNames.join(","), apiVersionOf(resource), String(namespaced), kind];
}

function apiVersionOf({ group, version }: KubernetesResource): string {
  return group === "" ? version : `${group}/${version}`;
}
