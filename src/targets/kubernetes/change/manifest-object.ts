import type { z } from "zod";
import type { ManifestObject } from "../../../catalog/types.ts";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { resourcePath } from "../../../clients/kubernetes-path.ts";
import { findResource, type KubernetesResource } from "../../../clients/kubernetes-resources.ts";
import type { apply } from "../../../operation/kubernetes/object-change.ts";
import type { Refused, Site } from "../../target.ts";
import { refused } from "../scope.ts";
import type { ObjectAt } from "./found-object.ts";
import { type JsonObject, jsonObject, objectAt, textAt, withValue } from "./json.ts";
import { objectOf } from "./locate-objects.ts";
import { type Place, placeOf } from "./place.ts";
import { threeWayPatch } from "./three-way-patch.ts";
import type { Fields } from "./write-judged.ts";

/** One object of a file of the catalog, and where it belongs. */
export interface WantedObject {
  readonly at: ObjectAt;
  /** Where it is posted when it is not there. */
  readonly collection: string;
  readonly resource: KubernetesResource;
  readonly name: string;
  /** As it is sent. */
  readonly object: JsonObject;
}

/** What a file holds, as the catalog knows it. */
export async function wantedObjects(
  door: KubernetesDoor,
  given: z.output<typeof apply.schema>,
  site: Site,
  signal: AbortSignal,
): Promise<readonly WantedObject[] | Refused> {
  const place = placeOf(given, site);
  if (place.kind === "refused") return place;
  const named = site.environment.kubernetes?.manifests[given.file];
  const objects = named && site.manifests?.[named.file];
  if (!objects) return refused(`the catalog does not say what ${given.file} holds in ${site.environmentName}`);
  if (place.warnings.length > 0) return refused(`a file of the catalog is applied in its own namespace only`);
  const wanted: WantedObject[] = [];
  for (const one of objects) {
    const resource = await findResource(door, place.context, wordOf(one), signal);
    if (!resource.namespaced) return refused(`${one.kind}/${one.name} belongs to no namespace; a person applies it`);
    wanted.push(wantedObject(one, resource, place));
  }
  return wanted;
}

/** The write that makes the file's object of the one that is there, and removes what its last apply had and the file has no longer. */
export function applyFields({ resource, object }: WantedObject, found: JsonObject): Fields {
  const byKey = builtIn.has(resource.group);
  const last = copyIn(found);
  return { kind: byKey ? "strategic" : "merge", patch: threeWayPatch(last, object, byKey) };
}

/** An object without the copy of itself that `kubectl apply` keeps with it. */
export function withoutCopy(object: JsonObject): JsonObject {
  if (textAt(object, ...lastApplied) === "") return object;
  const others = withValue(object, lastApplied, undefined);
  const isBare = Object.keys(objectAt(others, "metadata", "annotations")).length === 0;
  return isBare ? withValue(others, ["metadata", "annotations"], undefined) : others;
}

/** The copy; empty when there is none that could be read. */
export function copyIn(object: JsonObject): JsonObject {
  const parsed = jsonObject.safeParse(readJson(textAt(object, ...lastApplied)));
  return parsed.success ? parsed.data : {};
}

const lastApplied = ["metadata", "annotations", "kubectl.kubernetes.io/last-applied-configuration"];

/** Groups whose lists the server merges by key; others take a plain merge only. */
const builtIn = new Set([
  "",
  "apps",
  "batch",
  "autoscaling",
  "policy",
  "networking.k8s.io",
  "rbac.authorization.k8s.io",
]);

/** `deployment.v1.apps`; of the core group `service`. */
function wordOf({ apiVersion, kind }: ManifestObject): string {
  const [group, version] = apiVersion.split("/");
  return version === undefined ? kind.toLowerCase() : `${kind.toLowerCase()}.${version}.${group}`;
}

function wantedObject({ object, name }: ManifestObject, resource: KubernetesResource, place: Place): WantedObject {
  const { status, ...written } = object;
  const plain = withValue(written, ["metadata", "namespace"], place.namespace);
  const annotations = { ...objectAt(plain, "metadata", "annotations") };
  // As kubectl keeps it, so that the team's next apply knows what this one has set.
  const copy = `${JSON.stringify(withoutCopy(withValue(plain, ["metadata", "annotations"], annotations)))}\n`;
  return {
    at: objectOf(resource, place, name),
    collection: resourcePath(resource, { namespace: place.namespace }),
    resource,
    name,
    object: withValue(plain, lastApplied, copy),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
