import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import type { canI } from "../../operation/kubernetes/read.ts";
import type { Output, Refused, Site } from "../target.ts";
import { jsonObject, textAt, valueAt } from "./change/json.ts";
import { isRefused, scopeOf } from "./scope.ts";

type Given = ReturnType<typeof canI.schema.parse>;

/** `kubectl auth can-i`: `yes`, or `no` and why. Asked of the cluster, which changes nothing by it. */
export async function runCanI(
  door: KubernetesDoor,
  given: Given,
  site: Site,
  signal: AbortSignal,
): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const spec = given.resource.startsWith("/")
    ? { nonResourceAttributes: { verb: given.verb, path: given.resource } }
    : {
        resourceAttributes: {
          verb: given.verb,
          ...(scope.namespace === undefined ? {} : { namespace: scope.namespace }),
          ...(await attributesOf(door, scope.context, given.resource, signal)),
        },
      };
  const review = jsonObject.parse(
    await door.json(scope.context, {
      method: "POST",
      path: "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      body: { apiVersion: "authorization.k8s.io/v1", kind: "SelfSubjectAccessReview", spec },
      signal,
    }),
  );
  if (valueAt(review, "status", "allowed") === true) return { text: "yes\n" };
  const reason = textAt(review, "status", "reason") || textAt(review, "status", "evaluationError");
  return { text: reason === "" ? "no\n" : `no - ${reason}\n` };
}

/** `pods/log`, `deployments.apps`, `pods/api-1`. */
async function attributesOf(door: KubernetesDoor, context: string | undefined, written: string, signal: AbortSignal) {
  const [word = "", second] = written.split("/");
  const inner = second === undefined ? {} : subresources.has(second) ? { subresource: second } : { name: second };
  if (word === "*") return { resource: "*", group: "*", ...inner };
  try {
    const { plural, group } = await findResource(door, context, word, signal);
    return { resource: plural, group, ...inner };
  } catch (error) {
    if (!(error instanceof Fault) || error.code !== "UnknownResource") throw error;
    // The cluster answers also for what it does not know.
    const [resource = "", ...group] = word.split(".");
    return { resource, group: group.join("."), ...inner };
  }
}

const subresources = new Set(
  "log exec attach portforward proxy scale status eviction ephemeralcontainers token".split(" "),
);
