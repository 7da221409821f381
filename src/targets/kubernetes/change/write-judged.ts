import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Changing, Done, Json, Refused } from "../../target.ts";
import { type FoundObject, foundObject, isFault, type ObjectAt } from "./found-object.ts";
import { type JsonObject, objectAt } from "./json.ts";

/** Crash-looping pods move the status of their workload all the time, and with it what guards a write. */
const mostTries = 5;

/**
 * Reads an object, lets `write` judge it and write it. Has somebody written in between, it is read and judged anew. A write that the
 * server refuses although nobody did is thrown.
 */
export async function writeJudged(
  find: () => Promise<FoundObject | Refused>,
  write: (found: FoundObject) => Promise<Done | Refused>,
): Promise<Done | Refused> {
  let found = await find();
  for (let tries = 1; ; tries++) {
    if (found.kind === "refused") return found;
    try {
      return await write(found);
    } catch (error) {
      // A `test` of a JSON Patch that does not hold is answered as Invalid.
      if (!isFault(error, "Conflict", "Invalid") || tries === mostTries) throw error;
      const again = await find();
      if (again.kind === "found" && again.resourceVersion === found.resourceVersion) throw error;
      found = again;
    }
  }
}

/** The fields to write: a JSON Patch, or a patch to be merged. `path`: where, if not the object's own (`…/scale`). */
export type Fields =
  | { readonly kind: "json"; readonly operations: readonly Json[]; readonly path?: string }
  | { readonly kind: "merge" | "strategic"; readonly patch: JsonObject; readonly path?: string };

/** How a write is sent; what is only tried has nobody to ask first. */
type Writing = Pick<Changing, "dryRun" | "signal"> & Partial<Pick<Changing, "beforeSending">>;

/** Patches an object in one call, unless it was written since it was read. Gives it as it then is. `unguarded`: whatever happened since. */
export async function writeFields(
  door: KubernetesDoor,
  at: ObjectAt,
  found: FoundObject,
  fields: Fields,
  doing: Writing & { readonly unguarded?: true },
): Promise<FoundObject> {
  await doing.beforeSending?.();
  const answer = await door.json(at.context, {
    method: "PATCH",
    path: fields.path ?? at.path,
    query: writeQuery(doing),
    body: doing.unguarded ? unguardedBody(fields) : guardedBody(found, fields),
    contentType: contentTypes[fields.kind],
    signal: doing.signal,
  });
  return foundObject(answer);
}

const contentTypes = {
  json: "application/json-patch+json",
  merge: "application/merge-patch+json",
  strategic: "application/strategic-merge-patch+json",
};

function unguardedBody(fields: Fields): Json {
  return fields.kind === "json" ? fields.operations : fields.patch;
}

function guardedBody({ uid, resourceVersion }: FoundObject, fields: Fields): Json {
  if (fields.kind !== "json") {
    const metadata = { ...objectAt(fields.patch, "metadata"), uid, resourceVersion };
    return { ...fields.patch, metadata };
  }
  return [
    { op: "test", path: "/metadata/uid", value: uid },
    { op: "test", path: "/metadata/resourceVersion", value: resourceVersion },
    ...fields.operations,
  ];
}

/** What every write carries: who writes, and whether it is only tried. */
export function writeQuery({ dryRun }: { readonly dryRun: boolean }) {
  return { fieldManager: "incident-commander", dryRun: dryRun ? "All" : undefined };
}
