import { isDeepStrictEqual } from "node:util";
import { isObject, type JsonObject, parseJson } from "../slack/json.ts";
import { nameOf, namespaceOf, withPart } from "./objects.ts";

export interface Change {
  readonly type: "ADDED" | "MODIFIED" | "DELETED";
  readonly plural: string;
  readonly object: JsonObject;
  /** As it was, when it was modified. */
  readonly before?: JsonObject | undefined;
  readonly version: number;
}

/** All objects as raw JSON, never changed in place, and what happened to them lately. */
export interface Store {
  /** The newest resourceVersion. */
  version(): number;
  get(plural: string, namespace: string, name: string): JsonObject | undefined;
  /** In the order of namespace and name; of all namespaces when none is given. */
  list(plural: string, namespace?: string): readonly JsonObject[];
  /** Writes the object under its name. What is already so is left as it is and gets no new resourceVersion. */
  put(plural: string, object: JsonObject): JsonObject;
  remove(plural: string, object: JsonObject): void;
  /** What happened after a version; undefined when that is too long ago to know. */
  since(version: number): readonly Change[] | undefined;
  /** Returns how to stop listening. */
  subscribe(listener: (change: Change) => void): () => void;
}

const rememberedChanges = 2_000;

export function createStore(): Store {
  const kinds = new Map<string, Map<string, JsonObject>>();
  const listeners = new Set<(change: Change) => void>();
  const changes: Change[] = [];
  let version = 1000;
  const of = (plural: string): Map<string, JsonObject> => {
    const found = kinds.get(plural) ?? new Map<string, JsonObject>();
    kinds.set(plural, found);
    return found;
  };
  const tell = (change: Change): void => {
    changes.push(change);
    if (changes.length > rememberedChanges) changes.splice(0, changes.length - rememberedChanges);
    for (const listener of [...listeners]) listener(change);
  };
  return {
    version: () => version,
    get: (plural, namespace, name) => of(plural).get(`${namespace}/${name}`),
    list: (plural, namespace) =>
      [...of(plural)]
        .filter(([key]) => namespace === undefined || key.startsWith(`${namespace}/`))
        .sort(([left], [right]) => (left < right ? -1 : 1))
        .map(([, object]) => object),
    put(plural, given) {
      const key = keyOf(given);
      const before = of(plural).get(key);
      const object = withoutHoles(given);
      if (before !== undefined && isDeepStrictEqual(unversioned(before), unversioned(object))) return before;
      version += 1;
      const written = withPart(object, "metadata", { resourceVersion: String(version) });
      of(plural).set(key, written);
      tell({ type: before === undefined ? "ADDED" : "MODIFIED", plural, object: written, before, version });
      return written;
    },
    remove(plural, object) {
      const last = of(plural).get(keyOf(object));
      if (last === undefined) return;
      of(plural).delete(keyOf(object));
      version += 1;
      tell({
        type: "DELETED",
        plural,
        object: withPart(last, "metadata", { resourceVersion: String(version) }),
        version,
      });
    },
    since(after) {
      const oldest = changes[0]?.version ?? version + 1;
      return after + 1 < oldest ? undefined : changes.filter((change) => change.version > after);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const keyOf = (object: JsonObject): string => `${namespaceOf(object)}/${nameOf(object)}`;
const unversioned = (object: JsonObject): JsonObject => withPart(object, "metadata", { resourceVersion: "" });

/** Without keys whose value is undefined, as it would come over the wire. */
function withoutHoles(object: JsonObject): JsonObject {
  const clean = parseJson(JSON.stringify(object));
  return isObject(clean) ? clean : {};
}
