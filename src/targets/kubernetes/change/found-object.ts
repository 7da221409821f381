import { Fault } from "../../../clients/fault.ts";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Refused } from "../../target.ts";
import { refused } from "../scope.ts";
import { type JsonObject, jsonObject, textAt } from "./json.ts";

/** One object by its address. */
export interface ObjectAt {
  readonly context: string | undefined;
  readonly path: string;
  /** `deployment/api`, with its namespace where that is not the catalog's. */
  readonly words: string;
}

/** An object as the server gave it, no field lost. */
export interface FoundObject {
  readonly kind: "found";
  readonly raw: JsonObject;
  readonly uid: string;
  /** Guards the one write that follows; says nothing about what a person judged. */
  readonly resourceVersion: string;
}

/** Reads an object. That it does not exist is a refusal; other failures are thrown. */
export async function findObject(
  door: KubernetesDoor,
  at: ObjectAt,
  signal: AbortSignal,
): Promise<FoundObject | Refused> {
  try {
    return foundObject(await door.json(at.context, { method: "GET", path: at.path, signal }));
  } catch (error) {
    if (isFault(error, "NotFound")) return refused(`${at.words} does not exist`);
    throw error;
  }
}

export function foundObject(answer: unknown): FoundObject {
  const raw = jsonObject.parse(answer);
  return {
    kind: "found",
    raw,
    uid: textAt(raw, "metadata", "uid"),
    resourceVersion: textAt(raw, "metadata", "resourceVersion"),
  };
}

/** Whether the cluster answered with one of these reasons. */
export function isFault(error: unknown, ...codes: readonly string[]): error is Fault {
  return error instanceof Fault && codes.includes(error.code);
}
