import type { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Operation } from "../../../operation/definition.ts";
import { taint } from "../../../operation/kubernetes/object-change.ts";
import type { Changer, Refused } from "../../target.ts";
import { refused } from "../scope.ts";
import { digestOf } from "./canonical.ts";
import type { Patience } from "./follow-rollout.ts";
import type { FoundObject } from "./found-object.ts";
import { type JsonObject, objectsAt, textAt } from "./json.ts";
import { locateObjects } from "./locate-objects.ts";
import { objectChanger, type Pair, type PlannedObject } from "./object-change.ts";

type TaintArguments = z.output<typeof taint.schema>;
type Wanted = TaintArguments["taints"][number];

/** `kubectl taint`. Undone where all its nodes had the same taints. */
export function taints(door: KubernetesDoor, patience: Patience): Changer {
  return objectChanger(door, patience, {
    definition: taint,
    locate: ({ nodes, context }, site, signal) =>
      locateObjects(door, { resource: "nodes", names: nodes, context }, site, signal),
    plan,
    judge: (given, found) =>
      given.taints.every((wanted) => isSo(wanted, taintsOf(found)))
        ? { kind: "done", text: `its taints: ${taintsOf(found).map(wordsOf).join(", ") || "none"}` }
        : { kind: "failed", text: "its taints are not as asked for: somebody has changed them" },
    undo,
  });
}

function plan(given: TaintArguments, { at, found }: Pair): PlannedObject | Refused {
  const before = taintsOf(found);
  const clash = given.taints.find((wanted) => !wanted.remove && !isSo(wanted, before) && before.some(same(wanted)));
  if (clash && !given.overwrite) {
    return refused(
      `${at.words} already has the taint ${clash.key}:${clash.effect} with another value; add --overwrite`,
    );
  }
  const after = given.taints.reduce(apply, before);
  const words = (all: readonly JsonObject[]) => all.map(wordsOf).join(", ");
  const throwsOut = given.taints.some(({ effect, remove }) => effect === "NoExecute" && !remove);
  return {
    kind: "planned",
    changes:
      digestOf(before) === digestOf(after) ? [] : [{ what: "taints", before: words(before), after: words(after) }],
    fields: { kind: "json", operations: [{ op: "add", path: "/spec/taints", value: after }] },
    judged: before,
    warnings: throwsOut ? ["NoExecute ends pods that do not tolerate it at once, whatever their budgets say"] : [],
    notPreviewed: throwsOut ? [`which pods of ${at.words} it ends`] : [],
  };
}

// Back to the taints of before: each that came goes, each that went or changed comes back.
function undo(given: TaintArguments, pairs: readonly Pair[]): Operation | undefined {
  const [before = [], ...others] = pairs.map(({ found }) => taintsOf(found));
  if (others.some((one) => digestOf(one) !== digestOf(before))) return undefined;
  const touched = before.filter((one) => given.taints.some((wanted) => same(wanted)(one)));
  const came = given.taints.filter((wanted) => !wanted.remove && !before.some(same(wanted)));
  const taints = [
    ...touched.map((one) => ({
      key: textAt(one, "key"),
      ...(one.value === undefined ? {} : { value: textAt(one, "value") }),
      effect: textAt(one, "effect"),
    })),
    ...came.map(({ key, effect }) => ({ key, effect, remove: true })),
  ];
  return { name: taint.name, arguments: { nodes: given.nodes, taints, overwrite: true } };
}

function taintsOf({ raw }: FoundObject): readonly JsonObject[] {
  return objectsAt(raw, "spec", "taints");
}

function same({ key, effect }: Wanted) {
  return (one: JsonObject) => one.key === key && (effect === undefined || one.effect === effect);
}

function isSo(wanted: Wanted, all: readonly JsonObject[]): boolean {
  const there = all.filter(same(wanted));
  return wanted.remove ? there.length === 0 : there.some((one) => textAt(one, "value") === (wanted.value ?? ""));
}

function apply(all: readonly JsonObject[], wanted: Wanted): readonly JsonObject[] {
  if (isSo(wanted, all)) return all;
  const others = all.filter((one) => !same(wanted)(one));
  if (wanted.remove) return others;
  const { key, value, effect = "" } = wanted;
  return [...others, { key, ...(value === undefined ? {} : { value }), effect }];
}

function wordsOf(one: JsonObject): string {
  const value = textAt(one, "value");
  return `${textAt(one, "key")}${value === "" ? "" : `=${value}`}:${textAt(one, "effect")}`;
}
