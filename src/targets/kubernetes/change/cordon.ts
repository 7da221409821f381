import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { cordon, uncordon } from "../../../operation/kubernetes/object-change.ts";
import type { Changer } from "../../target.ts";
import type { Patience } from "./follow-rollout.ts";
import type { FoundObject } from "./found-object.ts";
import { valueAt } from "./json.ts";
import { locateObjects } from "./locate-objects.ts";
import { type ObjectChange, objectChanger } from "./object-change.ts";

interface NodeArguments {
  readonly nodes: readonly string[];
  readonly context?: string | undefined;
}

/** `kubectl cordon` and `kubectl uncordon`; each is undone by the other, for the nodes it turned. */
export function cordons(door: KubernetesDoor, patience: Patience): readonly Changer[] {
  return [
    objectChanger(door, patience, { ...turnsNode(door, true), definition: cordon }),
    objectChanger(door, patience, { ...turnsNode(door, false), definition: uncordon }),
  ];
}

export function isCordoned({ raw }: FoundObject): boolean {
  return valueAt(raw, "spec", "unschedulable") === true;
}

function turnsNode(door: KubernetesDoor, closed: boolean): Omit<ObjectChange<NodeArguments>, "definition"> {
  const word = (is: boolean) => (is ? "no" : "yes");
  return {
    locate: ({ nodes, context }, site, signal) =>
      locateObjects(door, { resource: "nodes", names: nodes, context }, site, signal),
    plan: (_, { found }) => ({
      kind: "planned",
      changes:
        isCordoned(found) === closed ? [] : [{ what: "takes new pods", before: word(!closed), after: word(closed) }],
      fields: { kind: "json", operations: [{ op: "add", path: "/spec/unschedulable", value: closed }] },
      judged: { cordoned: isCordoned(found) },
    }),
    judge: (_, found) =>
      isCordoned(found) === closed
        ? { kind: "done", text: closed ? "it takes no new pods" : "it takes new pods" }
        : { kind: "failed", text: "somebody has turned it back" },
    undo(_, before) {
      const turned = before.filter(({ found }) => isCordoned(found) !== closed);
      const nodes = turned.map(({ at }) => at.words.slice(at.words.indexOf("/") + 1));
      return { name: closed ? uncordon.name : cordon.name, arguments: { nodes } };
    },
  };
}
