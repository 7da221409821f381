import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { setResources } from "../../../operation/kubernetes/workload-change.ts";
import type { Changer } from "../../target.ts";
import { quantityOf } from "../quantity.ts";
import type { Patience } from "./follow-rollout.ts";
import { type JsonObject, objectAt, textAt, textsAt } from "./json.ts";
import { revisionOf } from "./revisions.ts";
import { templateEditor } from "./template-edit.ts";
import { backToRevision, onWorkload } from "./undo.ts";

type Quantities = Readonly<Record<string, string>> | undefined;

/** `kubectl set resources`. Undone by setting the old quantities, or, where there were none, by a rollback. */
export function setsResources(door: KubernetesDoor, patience: Patience): Changer {
  return templateEditor(door, patience, {
    definition: setResources,
    containers: ({ container }) => [container ?? "*"],
    edit: ({ requests, limits }, container) =>
      withQuantities(withQuantities(container, "requests", requests), "limits", limits),
    undo(given, { found }, touched) {
      const { container, requests, limits } = given;
      const oldRequests = oldQuantities("requests", requests, touched);
      const oldLimits = oldQuantities("limits", limits, touched);
      if (oldRequests === "differing" || oldLimits === "differing") return backToRevision(given, revisionOf(found.raw));
      return onWorkload(setResources.name, given, { container, requests: oldRequests, limits: oldLimits });
    },
  });
}

// `1000m` where the cluster says `1` is no change.
function withQuantities(container: JsonObject, field: "requests" | "limits", wanted: Quantities): JsonObject {
  const old = objectAt(container, "resources", field);
  const changed = Object.entries(wanted ?? {}).filter(([name, quantity]) => !sameQuantity(textAt(old, name), quantity));
  if (changed.length === 0) return container;
  const resources = { ...objectAt(container, "resources"), [field]: { ...old, ...Object.fromEntries(changed) } };
  return { ...container, resources };
}

function sameQuantity(one: string, other: string): boolean {
  const [first, second] = [quantityOf(one), quantityOf(other)];
  return one === other || (first !== 0 && Math.abs(first - second) <= first * 1e-12);
}

/** What all containers had; `differing` when one had another quantity or none. */
function oldQuantities(
  field: "requests" | "limits",
  wanted: Quantities,
  touched: readonly JsonObject[],
): Quantities | "differing" {
  if (!wanted) return undefined;
  const [first = {}, ...others] = touched.map((one) => textsAt(one, "resources", field));
  const names = Object.keys(wanted);
  const isKnown = names.every((name) => first[name] !== undefined && others.every((one) => one[name] === first[name]));
  return isKnown ? Object.fromEntries(names.map((name) => [name, first[name] ?? ""])) : "differing";
}
