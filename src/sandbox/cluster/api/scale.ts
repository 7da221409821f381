import { isObject, type JsonObject, parseJson } from "../../slack/json.ts";
import { badRequest, invalid, modifiedMeanwhile } from "../failure.ts";
import { succeeding } from "../lifecycle.ts";
import { nameOf, numberIn, objectIn, textIn, textsIn, withPart } from "../objects.ts";
import { applyPatch } from "../patch/patch.ts";
import { labelText } from "../table/columns.ts";
import { type Call, type Place, sendJson } from "./call.ts";
import { found } from "./list.ts";
import { readDryRun } from "./write.ts";

/** The `scale` of a workload: how many replicas are wanted, and how many there are. */
export function answerScale(call: Call, place: Place): void {
  const object = found(call, place);
  if (call.method === "GET") {
    sendJson(call, 200, scaleOf(object));
    return;
  }
  const isDryRun = readDryRun(call.url, call.method === "PUT" ? "UpdateOptions" : "PatchOptions");
  const wanted = wantedScale(call, scaleOf(object));
  const version = textIn(wanted, "metadata", "resourceVersion");
  if (version !== "" && version !== textIn(object, "metadata", "resourceVersion"))
    throw modifiedMeanwhile(place.resource, place.name);
  const replicas = objectIn(wanted, "spec").replicas ?? 0;
  if (typeof replicas !== "number")
    throw badRequest(`Scale in version "v1" cannot be handled as a Scale: spec.replicas: expected a number`);
  if (replicas < 0)
    throw invalid({ ...place.resource, group: "autoscaling", kind: "Scale" }, nameOf(object), [
      {
        field: "spec.replicas",
        reason: "FieldValueInvalid",
        message: `Invalid value: ${replicas}: must be greater than or equal to 0`,
      },
    ]);
  const changed = succeeding(place.resource.plural, object, withPart(object, "spec", { replicas }));
  sendJson(call, 200, scaleOf(isDryRun ? changed : call.world.store.put(place.resource.plural, changed)));
}

function wantedScale(call: Call, current: JsonObject): JsonObject {
  if (call.method === "PATCH") return applyPatch(call.request.headers["content-type"] ?? "", call.body, current);
  const given = parseJson(call.body);
  if (!isObject(given)) throw badRequest("the object provided is unrecognized (must be of type Scale)");
  return given;
}

function scaleOf(object: JsonObject): JsonObject {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = objectIn(object, "metadata");
  return {
    kind: "Scale",
    apiVersion: "autoscaling/v1",
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: { replicas: numberIn(object, 0, "spec", "replicas") },
    status: {
      replicas: numberIn(object, 0, "status", "replicas"),
      selector: labelText(textsIn(object, "spec", "selector", "matchLabels")),
    },
  };
}
