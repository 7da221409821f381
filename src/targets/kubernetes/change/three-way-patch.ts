import type { Json } from "../../target.ts";
import { isJsonList, isJsonObject, type JsonObject } from "./json.ts";

/**
 * What makes `wanted` of an object that was last made from `last`, as `kubectl apply` computes it: all that is wanted, and `null` for what
 * is no longer. `byKey`: the server merges lists of named things by their key, so those that have to go are named, too, and their order.
 */
export function threeWayPatch(last: JsonObject, wanted: JsonObject, byKey: boolean): JsonObject {
  const gone = Object.keys(last).filter((key) => !Object.hasOwn(wanted, key));
  return Object.fromEntries([
    ...Object.entries(wanted).flatMap(([field, value]) => patchOf(field, last[field], value, byKey)),
    ...gone.map((field): [string, Json] => [field, null]),
  ]);
}

function patchOf(field: string, last: Json | undefined, wanted: Json, byKey: boolean): readonly [string, Json][] {
  if (isJsonObject(wanted)) return [[field, threeWayPatch(isJsonObject(last) ? last : {}, wanted, byKey)]];
  const key = byKey && isJsonList(wanted) ? mergeKeyOf(field, wanted) : undefined;
  if (key === undefined || !isJsonList(wanted)) return [[field, wanted]];
  return patchOfList(field, key, isJsonList(last) ? last.filter(isJsonObject) : [], wanted.filter(isJsonObject));
}

function patchOfList(
  field: string,
  key: string,
  last: readonly JsonObject[],
  wanted: readonly JsonObject[],
): readonly [string, Json][] {
  const same = (entry: JsonObject) => (one: JsonObject) => one[key] === entry[key];
  const named = (entry: JsonObject): JsonObject => ({ [key]: entry[key] ?? null });
  const gone = last.filter((entry) => !wanted.some(same(entry)));
  const entries = [
    ...wanted.map((entry) => threeWayPatch(last.find(same(entry)) ?? {}, entry, true)),
    ...gone.map((entry): JsonObject => ({ ...named(entry), $patch: "delete" })),
  ];
  return [
    [`$setElementOrder/${field}`, wanted.map(named)],
    [field, entries],
  ];
}

function mergeKeyOf(field: string, list: readonly Json[]): string | undefined {
  const keys = Object.hasOwn(mergeKeys, field) ? (mergeKeys[field] ?? []) : [];
  return keys.find((key) => list.every((entry) => isJsonObject(entry) && Object.hasOwn(entry, key)));
}

/** Fields whose lists the server merges, and by what. */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ["name"],
  initContainers: ["name"],
  env: ["name"],
  volumes: ["name"],
  imagePullSecrets: ["name"],
  volumeMounts: ["mountPath"],
  volumeDevices: ["devicePath"],
  hostAliases: ["ip"],
  topologySpreadConstraints: ["topologyKey"],
  // Of a pod the one, of a Service the other.
  ports: ["containerPort", "port"],
};
