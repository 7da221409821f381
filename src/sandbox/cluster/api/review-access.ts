import { parseJson } from "../../slack/json.ts";
import { objectIn, textIn } from "../objects.ts";
import { findResource, resources } from "../resources.ts";
import { type Call, sendJson } from "./call.ts";

/** `POST …/selfsubjectaccessreviews`: whether the asker may do something. */
export function reviewAccess(call: Call): void {
  const given = objectIn([parseJson(call.body) ?? {}], 0);
  const wish = objectIn(given, "spec", "resourceAttributes");
  const plural = textIn(wish, "resource");
  const known = resources.find((one) => one.plural === plural && one.group === textIn(wish, "group"));
  const resource = known ?? findResource("", "v1", plural);
  const isForbidden =
    resource !== undefined &&
    call.world.isForbidden({
      verb: textIn(wish, "verb"),
      resource,
      subresource: textIn(wish, "subresource"),
      namespace: textIn(wish, "namespace"),
      name: textIn(wish, "name"),
    });
  sendJson(call, 201, {
    kind: "SelfSubjectAccessReview",
    apiVersion: "authorization.k8s.io/v1",
    metadata: {},
    spec: objectIn(given, "spec"),
    status: isForbidden ? { allowed: false } : { allowed: true, reason: "the sandbox's user may do everything" },
  });
}
