import { parse } from "yaml";
import type { z } from "zod";
import { z as schema } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Operation } from "../../../operation/definition.ts";
import { patch } from "../../../operation/kubernetes/object-change.ts";
import type { WorkloadKind } from "../../../operation/kubernetes/workload.ts";
import { scrub } from "../../../operation/scrub.ts";
import type { Changer, Refused } from "../../target.ts";
import { hideValues } from "../hide-values.ts";
import { refused } from "../scope.ts";
import { differencesOf } from "./facts.ts";
import type { Patience } from "./follow-rollout.ts";
import { type FoundObject, isFault } from "./found-object.ts";
import { isJsonList, type JsonObject, jsonObject, objectAt, textAt, valueAt } from "./json.ts";
import { locateObjects } from "./locate-objects.ts";
import { managedElsewhere } from "./managed-elsewhere.ts";
import { mergePatchBetween } from "./merge-patch-between.ts";
import { objectChanger, type Pair, type PlannedObject } from "./object-change.ts";
import { objectFacts, statusFacts } from "./object-facts.ts";
import { type RolloutState, rolloutState } from "./rollout-state.ts";
import { withoutUndefined } from "./undo.ts";
import { type Fields, writeFields } from "./write-judged.ts";

type PatchArguments = z.output<typeof patch.schema>;

/** `kubectl patch`. Previewed by the server itself, which tries the patch without doing it; undone by the merge patch back. */
export function patches(door: KubernetesDoor, patience: Patience): Changer {
  return objectChanger(door, patience, {
    definition: patch,
    locate: (given, site, signal) => locateObjects(door, { ...given, names: [given.target] }, site, signal),
    plan: (given, pair, signal) => plan(door, given, pair, signal),
    judge: (given, found) => judge(given, found),
  });
}

// Of what is no workload, whether somebody has changed it back since cannot be told from the patch alone.
function judge({ subresource }: PatchArguments, { raw }: FoundObject): RolloutState {
  const kind = workloadKinds.get(textAt(raw, "kind"));
  const isFollowed = kind !== undefined && subresource === undefined && valueAt(raw, "spec", "paused") !== true;
  return isFollowed ? rolloutState(kind, raw) : { kind: "done", text: "the cluster took the patch" };
}

const workloadKinds = new Map<string, WorkloadKind>([
  ["Deployment", "deployment"],
  ["StatefulSet", "statefulset"],
  ["DaemonSet", "daemonset"],
]);

async function plan(
  door: KubernetesDoor,
  given: PatchArguments,
  { at, found }: Pair,
  signal: AbortSignal,
): Promise<PlannedObject | Refused> {
  const fields = fieldsOf(given);
  if ("reason" in fields) return fields;
  const tried = await writeFields(door, at, found, fields, { dryRun: true, signal, unguarded: true }).catch(refusal);
  if (tried.kind === "refused") return tried;
  const factsOf = given.subresource === "status" ? statusFacts : objectFacts;
  const differences = differencesOf(factsOf(found.raw), factsOf(tried.raw));
  return {
    kind: "planned",
    changes: differences.changes,
    fields,
    judged: differences.values,
    warnings: managedElsewhere(found.raw),
    notPreviewed: differences.notShown,
    undo: undoOf(given, found.raw, tried.raw),
  };
}

function fieldsOf({ type, patch: written }: PatchArguments): Fields | Refused {
  const parsed = schema.json().safeParse(readYaml(written));
  if (!parsed.success) return refused("the patch is neither JSON nor YAML");
  if (type === "json") {
    return isJsonList(parsed.data)
      ? { kind: "json", operations: parsed.data }
      : refused("a patch of type json is a list of operations");
  }
  const merged = jsonObject.safeParse(parsed.data);
  return merged.success ? { kind: type, patch: merged.data } : refused(`a patch of type ${type} is an object`);
}

function readYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

// The server says in words what is wrong with a patch; a conflict is judged anew by whoever asked.
function refusal(error: unknown): Refused {
  if (!isFault(error, "Invalid", "BadRequest", "UnsupportedMediaType", "NotAcceptable")) throw error;
  return refused(`the patch does not fit: ${error.message}`);
}

function undoOf(given: PatchArguments, before: JsonObject, after: JsonObject): Operation | undefined {
  const back =
    given.subresource === "status"
      ? mergePatchBetween(ofStatus(after), ofStatus(before))
      : mergePatchBetween(ofUser(after), ofUser(before));
  const text = JSON.stringify(back);
  // Old values that are secret may not stand in a request.
  const isSecret = before.kind === "Secret" || scrub(text) !== text || JSON.stringify(hideValues(back)) !== text;
  if (isSecret) return undefined;
  const { resource, target, namespace, subresource } = given;
  return {
    name: patch.name,
    arguments: withoutUndefined({ resource, target, namespace, subresource, type: "merge", patch: text }),
  };
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
