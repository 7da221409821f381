import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Changing, Done, Json, Refused } from "../../target.ts";
import { refused } from "../scope.ts";
import { autoscalersOf } from "./autoscalers.ts";
import { type Change, type Differences, differencesOf } from "./facts.ts";
import { type FoundObject, findObject, foundObject, isFault } from "./found-object.ts";
import { type JsonObject, numberAt, objectAt } from "./json.ts";
import { managedElsewhere } from "./managed-elsewhere.ts";
import { applyFields, type WantedObject, withoutCopy } from "./manifest-object.ts";
import { objectFacts } from "./object-facts.ts";
import { type Fields, writeFields, writeJudged, writeQuery } from "./write-judged.ts";

/** One object of a file, held against the one that is there. */
export interface AppliedObject {
  readonly kind: "applied";
  readonly wanted: WantedObject;
  /** Undefined: there is none yet. */
  readonly found: FoundObject | undefined;
  /** As the server says it would be. */
  readonly after: JsonObject;
  readonly fields: Fields | undefined;
  /** None: it is so already. */
  readonly changes: readonly Change[];
  /** What a person judges it by; any other part of the object may move meanwhile. */
  readonly judged: Json;
  readonly warnings: readonly string[];
  readonly notPreviewed: readonly string[];
}

/** What the server says would become of it. Changes nothing. */
export async function planApplied(
  door: KubernetesDoor,
  wanted: WantedObject,
  signal: AbortSignal,
): Promise<AppliedObject | Refused> {
  const found = await findObject(door, wanted.at, signal);
  return found.kind === "found"
    ? planChange(door, wanted, found, signal)
    : planCreation(door, wanted, signal).catch(refusal);
}

/** Writes it, unless `refuses` finds it no longer as it was judged. */
export async function writeApplied(
  door: KubernetesDoor,
  wanted: WantedObject,
  refuses: (one: AppliedObject) => Refused | undefined,
  doing: Changing,
): Promise<Done | Refused> {
  const first = await planApplied(door, wanted, doing.signal);
  const stopped = first.kind === "refused" ? first : refuses(first);
  if (stopped) return stopped;
  if (first.kind === "applied" && !first.found) return createObject(door, wanted, doing);
  return writeJudged(
    () => findObject(door, wanted.at, doing.signal),
    async (found) => {
      const planned = await planChange(door, wanted, found, doing.signal);
      if (planned.kind === "refused") return planned;
      const moved = refuses(planned);
      if (moved) return moved;
      if (planned.fields) await writeFields(door, wanted.at, found, planned.fields, doing);
      return { kind: "done", text: `${wanted.at.words} is as the file says` };
    },
  );
}

async function planChange(
  door: KubernetesDoor,
  wanted: WantedObject,
  found: FoundObject,
  signal: AbortSignal,
): Promise<AppliedObject | Refused> {
  const { at } = wanted;
  const fields = applyFields(wanted, found.raw);
  const tried = await writeFields(door, at, found, fields, { dryRun: true, signal, unguarded: true }).catch(refusal);
  if (tried.kind === "refused") return tried;
  const differences = differencesOf(factsOf(found.raw), factsOf(tried.raw));
  const scaled = differences.changes.some(({ what }) => what === "spec.replicas");
  const scalers = scaled ? await autoscalersOf(door, at.context, found.raw, signal) : undefined;
  const replicas = numberAt(tried.raw, "spec", "replicas") ?? 1;
  return {
    ...appliedOf(wanted, differences),
    ...{ found, fields, after: tried.raw },
    warnings: [...managedElsewhere(withoutCopy(found.raw)), ...(scalers?.warnings(replicas) ?? [])],
    notPreviewed: [...differences.notShown, ...(scalers?.notPreviewed ?? [])],
  };
}

async function planCreation(door: KubernetesDoor, wanted: WantedObject, signal: AbortSignal): Promise<AppliedObject> {
  const { at, collection: path, object: body } = wanted;
  const query = writeQuery({ dryRun: true });
  const tried = foundObject(await door.json(at.context, { method: "POST", path, query, body, signal }));
  const { apiVersion, kind, ...rest } = body;
  const content = { ...rest, metadata: { ...objectAt(body, "metadata"), name: null, namespace: null } };
  const applied = appliedOf(wanted, differencesOf(new Map(), factsOf(content)));
  const made = { what: "object", before: "", after: "made" };
  return { ...applied, found: undefined, fields: undefined, after: tried.raw, changes: [made, ...applied.changes] };
}

function appliedOf(wanted: WantedObject, { changes, values, notShown }: Differences) {
  return { kind: "applied" as const, wanted, changes, judged: values, warnings: [], notPreviewed: notShown };
}

function factsOf(object: JsonObject) {
  return objectFacts(withoutCopy(object));
}

async function createObject(door: KubernetesDoor, wanted: WantedObject, doing: Changing): Promise<Done | Refused> {
  const { at, collection: path, object: body } = wanted;
  await doing.beforeSending();
  try {
    await door.json(at.context, { method: "POST", path, query: writeQuery(doing), body, signal: doing.signal });
  } catch (error) {
    if (!isFault(error, "AlreadyExists")) throw error;
    return refused(`${at.words} exists by now; it was left alone. Ask again`);
  }
  return { kind: "done", text: `${at.words} is made` };
}

// The server says in words what is wrong with an object; a conflict is judged anew by whoever asked.
function refusal(error: unknown): Refused {
  if (!isFault(error, "Invalid", "BadRequest", "UnsupportedMediaType", "NotAcceptable")) throw error;
  return refused(`the file does not fit: ${error.message}`);
}
