import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Changing } from "../../target.ts";
import { isFault } from "./found-object.ts";

/** One object as it was previewed. */
export type PinnedObject = {
  readonly path: string;
  readonly words: string;
  readonly uid: string;
};

interface DeleteOptions {
  readonly gracePeriodSeconds?: number | undefined;
  readonly propagationPolicy?: "Background" | "Orphan" | "Foreground" | undefined;
}

/** Deletes this very object. `gone`: it was no longer there, or another of its name was. */
export async function deleteObject(
  door: KubernetesDoor,
  context: string | undefined,
  { path, uid }: PinnedObject,
  options: DeleteOptions,
  doing: Pick<Changing, "dryRun" | "signal" | "beforeSending">,
): Promise<"deleted" | "gone"> {
  const body = {
    apiVersion: "v1",
    kind: "DeleteOptions",
    ...options,
    preconditions: { uid },
    ...(doing.dryRun ? { dryRun: ["All"] } : {}),
  };
  await doing.beforeSending();
  try {
    await door.json(context, { method: "DELETE", path, body, signal: doing.signal });
    return "deleted";
  } catch (error) {
    if (isFault(error, "NotFound", "Conflict")) return "gone";
    throw error;
  }
}
