import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Operation, OperationDefinition } from "../../../operation/definition.ts";
import type { Changer, Refused } from "../../target.ts";
import { refused } from "../scope.ts";
import type { Patience } from "./follow-rollout.ts";
import { type JsonObject, objectAt, textAt } from "./json.ts";
import { containersOf, mapContainers, templatesEqual } from "./pod-template.ts";
import { type Looking, templateChanger } from "./template-change.ts";
import type { WorkloadArguments } from "./workload-at.ts";

/** A change that puts values into some containers of a template; made twice, it is as if it were made once. */
interface TemplateEdit<A> {
  readonly definition: OperationDefinition<A>;
  /** Names of containers it is for; `*`: all. */
  containers(given: A): readonly string[];
  /** The container as it would be. */
  edit(given: A, container: JsonObject): JsonObject;
  /** What would bring the values of now back; `touched`: the containers it is for. */
  undo(given: A, looking: Looking, touched: readonly JsonObject[]): Operation | undefined;
}

export function templateEditor<A extends WorkloadArguments>(
  door: KubernetesDoor,
  patience: Patience,
  { definition, containers, edit, undo }: TemplateEdit<A>,
): Changer {
  const apply = (given: A, template: JsonObject) =>
    mapContainers(template, (one) => (isAmong(containers(given), one) ? edit(given, one) : one));
  return templateChanger<A>(door, patience, {
    definition,
    plan(given, looking) {
      const unknown = unknownContainer(containers(given), looking);
      if (unknown) return unknown;
      const template = apply(given, looking.template);
      if (templatesEqual(template, looking.template)) {
        return refused(`${looking.at.words} already has what is asked for; nothing would change`);
      }
      const touched = containersOf(looking.template).filter((one) => isAmong(containers(given), one));
      return { kind: "planned", template, undo: undo(given, looking, touched) };
    },
    holds(given, found) {
      const template = objectAt(found.raw, "spec", "template");
      return templatesEqual(apply(given, template), template);
    },
  });
}

function isAmong(names: readonly string[], container: JsonObject): boolean {
  return names.includes("*") || names.includes(textAt(container, "name"));
}

function unknownContainer(names: readonly string[], { at, template }: Looking): Refused | undefined {
  const known = containersOf(template).map((one) => textAt(one, "name"));
  const unknown = names.find((name) => name !== "*" && !known.includes(name));
  return unknown === undefined
    ? undefined
    : refused(`${at.words} has no container ${unknown}; it has ${known.join(", ")}`);
}
