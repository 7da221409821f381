import { parse } from "yaml";
import type { z } from "zod";
import { z as schema } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { patch } from "../../../operation/kubernetes/object-change.ts";
import type { Changer, Json, Refused } from "../../target.ts";
import { refused } from "../scope.ts";
import { differencesOf, type Facts } from "./facts.ts";
import type { Patience } from "./follow-rollout.ts";
import { type FoundObject, isFault } from "./found-object.ts";
import { isJsonList, jsonObject } from "./json.ts";
import { judgeObject } from "./judge-object.ts";
import { locateObjects } from "./locate-objects.ts";
import { managedElsewhere } from "./managed-elsewhere.ts";
import { objectChanger, type Pair, type PlannedObject } from "./object-change.ts";
import { objectFacts, statusFacts } from "./object-facts.ts";
import { noWayBack, patchBack } from "./patch-back.ts";
import { type Fields, writeFields } from "./write-judged.ts";

type PatchArguments = z.output<typeof patch.schema>;

/** `kubectl patch`. Previewed by the server itself, which tries the patch without doing it; undone by the merge patch back. */
export function patches(door: KubernetesDoor, patience: Patience): Changer {
  return objectChanger(door, patience, {
    definition: patch,
    locate: (given, site, signal) => locateObjects(door, { ...given, names: [given.target] }, site, signal),
    plan: (given, pair, signal) => plan(door, given, pair, signal),
    content: (given, found) => contentOf(given, found),
    judge: ({ subresource }, found) =>
      subresource === undefined ? judgeObject(found) : { kind: "done", text: "the cluster took it" },
    stands: (given, pair, signal) => stands(door, given, pair, signal),
    // What is being deleted goes with its last finalizer.
    mayEnd: (given) => given.patch.includes("finalizers"),
  });
}

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
  const differences = differencesOf(factsOf(given, found), factsOf(given, tried));
  const undo = patchBack(given, found.raw, tried.raw);
  return {
    kind: "planned",
    changes: differences.changes,
    fields,
    judged: differences.values,
    after: contentOf(given, tried),
    warnings: [...managedElsewhere(found.raw), ...(undo ? [] : [noWayBack])],
    notPreviewed: differences.notShown,
    undo,
  };
}

// Tried again, a patch that stands changes nothing. A JSON patch may fit only once, a status is its controller's, and of replicas an
// autoscaler may have its own opinion.
async function stands(door: KubernetesDoor, given: PatchArguments, pair: Pair, signal: AbortSignal): Promise<boolean> {
  if (given.type === "json" || given.subresource !== undefined) return true;
  const planned = await plan(door, given, pair, signal);
  return planned.kind === "planned" && planned.changes.every(({ what }) => what === "spec.replicas");
}

function factsOf({ subresource }: PatchArguments, { raw }: FoundObject): Facts {
  return subresource === "status" ? statusFacts(raw) : objectFacts(raw);
}

// The number of its revision is what a Deployment's controller writes as soon as it is changed.
function contentOf(given: PatchArguments, found: FoundObject): Json {
  const entries = [...factsOf(given, found)].filter(([path]) => !path.includes("deployment.kubernetes.io/"));
  return Object.fromEntries(entries.map(([path, { value }]) => [path, value]));
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
