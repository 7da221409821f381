import type { Operation } from "../../../operation/definition.ts";
import { patch } from "../../../operation/kubernetes/object-change.ts";
import { scrub } from "../../../operation/scrub.ts";
import { hideValues } from "../hide-values.ts";
import { leafFacts } from "./facts.ts";
import { type JsonObject, objectAt } from "./json.ts";
import { copyIn } from "./manifest-object.ts";
import { mergePatchBetween } from "./merge-patch-between.ts";
import { withoutUndefined } from "./undo.ts";

/** For whoever decides on a change that `patchBack` cannot undo. */
export const noWayBack = "what it replaces holds a secret value: no button brings that back";

interface Patched {
  readonly resource: string;
  readonly target: string;
  readonly namespace?: string | undefined;
  readonly subresource?: "status" | "scale" | undefined;
}

/** The patch that makes of an object what it was before. Undefined where an old value is secret: it may not stand in a request. */
export function patchBack(
  { resource, target, namespace, subresource }: Patched,
  before: JsonObject,
  after: JsonObject,
): Operation | undefined {
  const part = subresource === "status" ? ofStatus : ofUser;
  const back = mergePatchBetween(part(after), part(before));
  const text = JSON.stringify(back);
  const isSecret = before.kind === "Secret" || scrub(text) !== text || JSON.stringify(hideValues(back)) !== text;
  if (isSecret || holdsHidden(back) || holdsHidden(copyIn(back))) return undefined;
  return {
    name: patch.name,
    arguments: withoutUndefined({ resource, target, namespace, subresource, type: "merge", patch: text }),
  };
}

/** Whether a variable or an entry of a ConfigMap is in it that a preview would not show, because of its name. */
function holdsHidden(part: JsonObject): boolean {
  return [...leafFacts(part)].some(
    ([path, { value, shown }]) => /^data\.|\]\.value$/.test(path) && typeof value === "string" && shown !== value,
  );
}

function ofStatus(object: JsonObject): JsonObject {
  return { status: objectAt(object, "status") };
}

function ofUser(object: JsonObject): JsonObject {
  const { status, metadata, ...rest } = object;
  const { labels, annotations, finalizers } = objectAt(object, "metadata");
  return {
    ...rest,
    metadata: { labels: labels ?? null, annotations: annotations ?? null, finalizers: finalizers ?? null },
  };
}
