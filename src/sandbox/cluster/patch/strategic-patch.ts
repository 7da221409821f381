import { isList, isObject, type Json, type JsonObject } from "../../slack/json.ts";

/**
 * Kubernetes' own merge: lists of objects that have a key are merged by it, with `$patch: delete | replace`,
 * `$deleteFromPrimitiveList` and `$retainKeys`; `$setElementOrder` is read for its order.
 */
export function applyStrategicPatch(target: Json | undefined, patch: Json, path = ""): Json {
  if (isObject(patch)) return mergeObjects(isObject(target) ? target : {}, patch, path);
  if (isList(patch)) return mergeLists(isList(target) ? target : [], patch, path);
  return patch;
}

function mergeObjects(target: JsonObject, patch: JsonObject, path: string): Json {
  const { $patch: directive, $retainKeys: kept, ...changes } = patch;
  if (directive === "replace") return changes;
  if (directive === "delete") return {};
  const merged: Record<string, Json | undefined> = isList(kept)
    ? Object.fromEntries(Object.entries(target).filter(([key]) => kept.includes(key)))
    : { ...target };
  for (const [key, value] of Object.entries(changes)) {
    if (key.startsWith("$setElementOrder/")) continue;
    if (key.startsWith("$deleteFromPrimitiveList/")) removeFrom(merged, key.slice(key.indexOf("/") + 1), value);
    else if (value === null || value === undefined) delete merged[key];
    else merged[key] = applyStrategicPatch(merged[key], value, path === "" ? key : `${path}.${key}`);
  }
  for (const [key, order] of Object.entries(changes))
    if (key.startsWith("$setElementOrder/") && isList(order)) {
      const name = key.slice(key.indexOf("/") + 1);
      const list = merged[name];
      if (isList(list)) merged[name] = ordered(list, order, mergeKeyOf(path === "" ? name : `${path}.${name}`));
    }
  const result: JsonObject = merged;
  return result;
}

function removeFrom(merged: Record<string, Json | undefined>, key: string, values: Json | undefined): void {
  const list = merged[key];
  if (isList(list) && isList(values)) merged[key] = list.filter((one) => !values.includes(one));
}

function mergeLists(target: readonly Json[], patch: readonly Json[], path: string): Json {
  const key = mergeKeyOf(path);
  if (patch.some((item) => isObject(item) && item.$patch === "replace" && Object.keys(item).length === 1))
    return patch.filter((item) => !(isObject(item) && item.$patch === "replace"));
  if (key === undefined) return path.endsWith("finalizers") ? [...new Set([...target, ...patch])] : patch;
  return patch.filter(isObject).reduce<readonly Json[]>((list, item) => {
    const index = list.findIndex((one) => isObject(one) && one[key] === item[key]);
    if (item.$patch === "delete") return index < 0 ? list : list.toSpliced(index, 1);
    if (index < 0) return list.toSpliced(list.length, 0, applyStrategicPatch({}, item, path));
    return list.with(index, applyStrategicPatch(list[index], item, path));
  }, target);
}

/** Listed items in the listed order, the others where they stand among them. */
function ordered(list: readonly Json[], order: readonly Json[], key: string | undefined): readonly Json[] {
  const place = (item: Json): number =>
    order.findIndex((one) =>
      key === undefined ? one === item : isObject(one) && isObject(item) && one[key] === item[key],
    );
  const listed = list.filter((item) => place(item) >= 0).sort((left, right) => place(left) - place(right));
  return list.map((item) => (place(item) < 0 ? item : (listed.shift() ?? item)));
}

const mergeKeys: readonly (readonly [RegExp, string])[] = [
  [/(^|\.)(containers|initContainers|ephemeralContainers|env|volumes|imagePullSecrets)$/, "name"],
  [/containers\.ports$/i, "containerPort"],
  [/spec\.ports$/, "port"],
  [/volumeMounts$/, "mountPath"],
  [/volumeDevices$/, "devicePath"],
  [/hostAliases$/, "ip"],
  [/ownerReferences$/, "uid"],
  [/status\.(conditions|addresses)$/, "type"],
  [/topologySpreadConstraints$/, "topologyKey"],
];

const mergeKeyOf = (path: string): string | undefined => mergeKeys.find(([pattern]) => pattern.test(path))?.[1];
