import type { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Operation } from "../../../operation/definition.ts";
import { annotate, label } from "../../../operation/kubernetes/object-change.ts";
import { scrub } from "../../../operation/scrub.ts";
import type { Changer, Refused } from "../../target.ts";
import { refused } from "../scope.ts";
import { looksSecret, plainFact } from "./facts.ts";
import type { Patience } from "./follow-rollout.ts";
import type { FoundObject } from "./found-object.ts";
import { textsAt, valueAt } from "./json.ts";
import { locateObjects, type Named } from "./locate-objects.ts";
import { type ObjectChange, objectChanger, type Pair, type PlannedObject } from "./object-change.ts";
import { withoutUndefined } from "./undo.ts";

/** By key; `null` removes it. */
type Marks = Readonly<Record<string, string | null>>;
type Field = "labels" | "annotations";
interface MarkArguments extends Named {
  readonly overwrite?: boolean | undefined;
}

/** `kubectl label` and `kubectl annotate`. Undone by the values of before. */
export function marks(door: KubernetesDoor, patience: Patience): readonly Changer[] {
  return [
    objectChanger(door, patience, {
      ...marking(door, "labels", label.name, (given: z.output<typeof label.schema>) => given.labels),
      definition: label,
    }),
    objectChanger(door, patience, {
      ...marking(door, "annotations", annotate.name, (given: z.output<typeof annotate.schema>) => given.annotations),
      definition: annotate,
    }),
  ];
}

function marking<A extends MarkArguments>(
  door: KubernetesDoor,
  field: Field,
  operation: string,
  marksOf: (given: A) => Marks,
): Omit<ObjectChange<A>, "definition"> {
  return {
    locate: (given, site, signal) => locateObjects(door, given, site, signal),
    plan: (given, pair) => planMarks(field, marksOf(given), given.overwrite === true, pair),
    judge: (given, found) =>
      differing(field, marksOf(given), found).length === 0
        ? { kind: "done", text: `its ${field} are as asked for` }
        : { kind: "failed", text: `its ${field} are not as asked for: somebody has changed them` },
    undo: (given, before) => undoMarks(field, operation, given, marksOf(given), before),
  };
}

function planMarks(field: Field, marks: Marks, overwrite: boolean, { at, found }: Pair): PlannedObject | Refused {
  const there = textsAt(found.raw, "metadata", field);
  const changes = differing(field, marks, found);
  const taken = changes.find(([key, value]) => value !== null && there[key] !== undefined);
  if (taken && !overwrite) return refused(`${at.words} already has ${taken[0]}; add --overwrite to replace its value`);
  const none = valueAt(found.raw, "metadata", field) === undefined;
  return {
    kind: "planned",
    changes: changes.map(([key, value]) => ({
      what: `${field.slice(0, -1)} ${key}`,
      before: plainFact(key, there[key] ?? "").shown,
      after: plainFact(key, value ?? "").shown,
    })),
    fields: {
      kind: "json",
      operations: [
        ...(none ? [{ op: "add", path: `/metadata/${field}`, value: {} }] : []),
        ...changes.map(([key, value]) => {
          const path = `/metadata/${field}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`;
          return value === null ? { op: "remove", path } : { op: "add", path, value };
        }),
      ],
    },
    judged: Object.fromEntries(Object.keys(marks).map((key) => [key, there[key] ?? null])),
  };
}

function differing(field: Field, marks: Marks, found: FoundObject): readonly [string, string | null][] {
  const there = textsAt(found.raw, "metadata", field);
  return Object.entries(marks).filter(([key, value]) => (there[key] ?? null) !== value);
}

// One operation gives all objects the same values: it can undo only what was the same on all, and may not write a secret down.
function undoMarks(
  field: Field,
  operation: string,
  { resource, names, namespace }: Named,
  marks: Marks,
  before: readonly Pair[],
): Operation | undefined {
  const [first, ...others] = before.map(({ found }) => textsAt(found.raw, "metadata", field));
  const old = Object.keys(marks).map((key) => [key, first?.[key] ?? null] as const);
  const differs = others.some((one) => old.some(([key, value]) => (one[key] ?? null) !== value));
  const secret = old.some(
    ([key, value]) => value !== null && (looksSecret(key) || scrub(`${key}=${value}`) !== `${key}=${value}`),
  );
  if (differs || secret) return undefined;
  const given = { resource, names, namespace, [field]: Object.fromEntries(old), overwrite: true };
  return { name: operation, arguments: withoutUndefined(given) };
}
