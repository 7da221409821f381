import { isObject, type JsonObject, parseJson } from "../../slack/json.ts";
import { ApiFailure, badRequest } from "../failure.ts";
import { applyJsonPatch } from "./json-patch.ts";
import { applyMergePatch } from "./merge-patch.ts";
import { applyStrategicPatch } from "./strategic-patch.ts";

/** The object after a patch of one of the three kinds. 415 for any other, 400 or 422 for one that does not fit. */
export function applyPatch(contentType: string, body: string, object: JsonObject): JsonObject {
  const kind = contentType.split(";")[0]?.trim() ?? "";
  if (!kinds.includes(kind)) throw unsupportedMediaType();
  const patch = parseJson(body);
  if (kind === "application/json-patch+json") {
    if (!Array.isArray(patch)) throw badRequest("json: cannot unmarshal object into Go value of type jsonpatch.Patch");
    const patched = applyJsonPatch(object, patch.filter(isObject));
    return isObject(patched) ? patched : object;
  }
  if (!isObject(patch)) throw badRequest("error decoding patch: the patch is not a JSON object");
  const apply = kind === "application/merge-patch+json" ? applyMergePatch : applyStrategicPatch;
  const patched = apply(object, patch);
  return isObject(patched) ? patched : object;
}

export const unsupportedMediaType = (): ApiFailure =>
  new ApiFailure(415, "UnsupportedMediaType", "415: Unsupported Media Type", {});

const kinds = ["application/json-patch+json", "application/merge-patch+json", "application/strategic-merge-patch+json"];
