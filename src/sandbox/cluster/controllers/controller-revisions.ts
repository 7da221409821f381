import type { JsonObject } from "../../slack/json.ts";
import { create, depart, note } from "../lifecycle.ts";
import { isControlledBy, nameOf, namespaceOf, numberIn, objectIn, ownerReference, textsIn } from "../objects.ts";
import type { World } from "../world.ts";
import { templateHash } from "./template-hash.ts";

export const revisionLabel = "controller-revision-hash";

/** The revision of a StatefulSet's or DaemonSet's present template; written down when it is new. Older ones beyond the limit go. */
export function presentRevision(world: World, owner: JsonObject): JsonObject {
  const template = objectIn(owner, "spec", "template");
  // A StatefulSet and a DaemonSet may share a name and a template.
  const hash = templateHash({ kind: ownerReference(owner).kind, template });
  const name = `${nameOf(owner)}-${hash}`;
  const own = world.store
    .list("controllerrevisions", namespaceOf(owner))
    .filter((one) => isControlledBy(one, owner))
    .sort((left, right) => numberIn(left, 0, "revision") - numberIn(right, 0, "revision"));
  const highest = numberIn(own.at(-1), 0, "revision");
  const limit = numberIn(owner, 10, "spec", "revisionHistoryLimit");
  for (const old of own.slice(0, Math.max(0, own.length - 1 - limit))) depart(world, "controllerrevisions", old);
  const found = own.find((one) => nameOf(one) === name);
  if (found === undefined)
    return create(world, "controllerrevisions", {
      metadata: {
        name,
        namespace: namespaceOf(owner),
        labels: { ...textsIn(template, "metadata", "labels"), [revisionLabel]: hash },
        ownerReferences: [ownerReference(owner)],
      },
      data: { spec: { template: { ...template, $patch: "replace" } } },
      revision: highest + 1,
    });
  if (numberIn(found, 0, "revision") === highest) return found;
  return note(world, "controllerrevisions", { ...found, revision: highest + 1 });
}

export const hashLabel = (revision: JsonObject, name: string): string => nameOf(revision).slice(name.length + 1);
