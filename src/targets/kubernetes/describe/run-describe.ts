import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { findResource, type KubernetesResource } from "../../../clients/kubernetes-resources.ts";
import type { describeResource } from "../../../operation/kubernetes/read.ts";
import type { Output, Refused, Site } from "../../target.ts";
import { getObject, listObjects } from "../ask.ts";
import { type JsonObject, objectAt, textAt, valueAt } from "../change/json.ts";
import { eventAge, inOrderOfTime, reporterOf } from "../event.ts";
import { eachName } from "../get/each-name.ts";
import { podsOwnedBy } from "../pods-of.ts";
import { replicaSetsOf } from "../revisions.ts";
import { isRefused, type Scope, scopeOf } from "../scope.ts";
import { selectorOf } from "../selector.ts";
import { setTabs } from "../tabs.ts";
import { anyKindLines } from "./any-kind.ts";
import { configMapLines, secretLines } from "./config.ts";
import { indented, type Lines } from "./lines.ts";
import { nodeLines } from "./node.ts";
import { podLines } from "./pod.ts";
import { serviceLines } from "./service.ts";
import { deploymentLines, hasTemplate, podOwnerLines } from "./workload.ts";

type Describe = ReturnType<typeof describeResource.schema.parse>;

interface Looking {
  readonly door: KubernetesDoor;
  readonly scope: Scope;
  readonly signal: AbortSignal;
}

/** `kubectl describe`: each object for a person, with its events at the end. */
export async function runDescribe(
  door: KubernetesDoor,
  now: () => Date,
  given: Describe,
  site: Site,
  signal: AbortSignal,
): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const resource = await findResource(door, scope.context, given.resource, signal);
  const { found, missing } = await objectsOf({ door, scope, signal }, resource, given);
  if (found.length === 0) {
    return {
      text:
        scope.namespace === undefined
          ? "No resources found\n"
          : `No resources found in ${scope.namespace} namespace.\n`,
    };
  }
  const texts = found.map(async (object) => {
    const looking = { door, scope: scopeOfObject(scope, object), signal };
    const lines = await linesOf(looking, object);
    const isWithoutEvents = given.showEvents === false || object.kind === "Secret";
    const events = isWithoutEvents ? [] : await eventLines(looking, object, now());
    return setTabs([...lines, ...events]);
  });
  return { text: (await Promise.all(texts)).join("\n\n") + missing };
}

async function objectsOf({ door, scope, signal }: Looking, resource: KubernetesResource, given: Describe) {
  if (given.names.length > 0)
    return eachName(given.names, false, (name) => getObject(door, scope, resource, name, signal));
  const { items } = await listObjects(door, scope, resource, { labelSelector: given.selector }, signal);
  return { found: items, missing: "" };
}

/** In its own namespace, also where all of them were asked for. */
function scopeOfObject({ context, namespace }: Scope, object: JsonObject): Scope {
  return { context, namespace: textAt(object, "metadata", "namespace") || namespace };
}

async function linesOf({ door, scope, signal }: Looking, object: JsonObject): Promise<Lines> {
  switch (textAt(object, "kind")) {
    case "Pod":
      return podLines(object);
    case "Deployment":
      return hasTemplate(object)
        ? deploymentLines(object, await replicaSetsOf(door, scope.context, object, signal))
        : anyKindLines(object);
    case "Service":
      return serviceLines(object, await endpointsOf({ door, scope, signal }, object));
    case "ConfigMap":
      return configMapLines(object);
    case "Secret":
      return secretLines(object);
    case "Node": {
      const pods = await findResource(door, scope.context, "pods", signal);
      const fieldSelector = `spec.nodeName=${textAt(object, "metadata", "name")}`;
      const everywhere = { context: scope.context, namespace: undefined };
      return nodeLines(object, (await listObjects(door, everywhere, pods, { fieldSelector }, signal)).items);
    }
    default:
      return hasTemplate(object)
        ? podOwnerLines(object, await controlledPods({ door, scope, signal }, object))
        : anyKindLines(object);
  }
}

// A Job counts its pods itself, and says so in its status.
async function controlledPods({ door, scope, signal }: Looking, owner: JsonObject): Promise<readonly JsonObject[]> {
  const selector = valueAt(owner, "spec", "selector");
  const labelSelector = selectorOf(selector) || selectorOf({ matchLabels: objectAt(selector) });
  if (textAt(owner, "kind") === "Job" || labelSelector === "") return [];
  return podsOwnedBy(door, scope, { labelSelector, uid: textAt(owner, "metadata", "uid") }, signal);
}

async function endpointsOf({ door, scope, signal }: Looking, service: JsonObject): Promise<JsonObject> {
  const resource = await findResource(door, scope.context, "endpoints", signal);
  const fieldSelector = `metadata.name=${textAt(service, "metadata", "name")}`;
  const { items } = await listObjects(door, scope, resource, { fieldSelector }, signal);
  return items[0] ?? {};
}

async function eventLines({ door, scope, signal }: Looking, object: JsonObject, now: Date): Promise<Lines> {
  const events = await findResource(door, scope.context, "events", signal);
  const { kind, name, uid } = identityOf(object);
  const about = [`involvedObject.name=${name}`, `involvedObject.kind=${kind}`];
  // Events about a node carry its name as their uid.
  const fieldSelector = [...about, ...(kind === "Node" || uid === "" ? [] : [`involvedObject.uid=${uid}`])].join(",");
  const where = { context: scope.context, namespace: textAt(object, "metadata", "namespace") || undefined };
  const { items } = await listObjects(door, where, events, { fieldSelector }, signal);
  if (items.length === 0) return ["Events:\t<none>"];
  const rows = inOrderOfTime(items).map((event) =>
    [
      textAt(event, "type"),
      textAt(event, "reason"),
      eventAge(event, now),
      reporterOf(event),
      textAt(event, "message").trim().replaceAll("\n", " "),
    ].join("\t"),
  );
  return ["Events:", ...indented(["Type\tReason\tAge\tFrom\tMessage", "----\t------\t----\t----\t-------", ...rows])];
}

function identityOf(object: JsonObject) {
  return {
    kind: textAt(object, "kind"),
    name: textAt(object, "metadata", "name"),
    uid: textAt(object, "metadata", "uid"),
  };
}
