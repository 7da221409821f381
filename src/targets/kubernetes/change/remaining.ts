import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { PinnedObject } from "./delete-object.ts";
import { findObject } from "./found-object.ts";
import { valueAt } from "./json.ts";

interface Remaining {
  /** Still there and not asked to go. */
  readonly untouched: readonly PinnedObject[];
  /** Asked to go and still there: something ends first. */
  readonly ending: readonly PinnedObject[];
}

/** Which of the previewed objects are still there; others of the same name do not count. */
export async function remainingOf(
  door: KubernetesDoor,
  context: string | undefined,
  objects: readonly PinnedObject[],
  signal: AbortSignal,
): Promise<Remaining> {
  const untouched: PinnedObject[] = [];
  const ending: PinnedObject[] = [];
  for (const one of objects) {
    const found = await findObject(door, { context, ...one }, signal);
    if (found.kind === "refused" || found.uid !== one.uid) continue;
    (valueAt(found.raw, "metadata", "deletionTimestamp") === undefined ? untouched : ending).push(one);
  }
  return { untouched, ending };
}
