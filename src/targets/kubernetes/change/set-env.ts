import type { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Operation } from "../../../operation/definition.ts";
import { setEnvironment } from "../../../operation/kubernetes/workload-change.ts";
import { scrub } from "../../../operation/scrub.ts";
import type { Changer } from "../../target.ts";
import { looksSecret } from "./facts.ts";
import type { Patience } from "./follow-rollout.ts";
import { type JsonObject, objectsAt, textAt } from "./json.ts";
import { revisionOf } from "./revisions.ts";
import type { Looking } from "./template-change.ts";
import { templateEditor } from "./template-edit.ts";
import { backToRevision, onWorkload } from "./undo.ts";

/** By name; `null`: there is no such variable. */
type Variables = Readonly<Record<string, string | null>>;
type EnvironmentArguments = z.output<typeof setEnvironment.schema>;

/** `kubectl set env`. Undone by setting the old values, or, where these may not be written down, by a rollback. */
export function setsEnvironment(door: KubernetesDoor, patience: Patience): Changer {
  return templateEditor(door, patience, {
    definition: setEnvironment,
    containers: ({ container }) => [container ?? "*"],
    edit: ({ variables }, container) => withVariables(container, variables),
    undo: undoOf,
  });
}

// Variables keep their order, since a later one may use an earlier one.
function withVariables(container: JsonObject, variables: Variables): JsonObject {
  const old = objectsAt(container, "env");
  const kept = old.flatMap((entry) => {
    const wanted = variables[textAt(entry, "name")];
    if (wanted === undefined) return [entry];
    return wanted === null ? [] : [isPlain(entry, wanted) ? entry : { name: textAt(entry, "name"), value: wanted }];
  });
  const known = new Set(old.map((entry) => textAt(entry, "name")));
  const added = Object.entries(variables).flatMap(([name, value]) =>
    value === null || known.has(name) ? [] : [{ name, value }],
  );
  return kept.length + added.length === old.length && added.length === 0 && kept.every((one, at) => one === old[at])
    ? container
    : { ...container, env: [...kept, ...added] };
}

function isPlain(entry: JsonObject, value: string): boolean {
  return entry.valueFrom === undefined && textAt(entry, "value") === value;
}

function undoOf(
  given: EnvironmentArguments,
  { found }: Looking,
  touched: readonly JsonObject[],
): Operation | undefined {
  const { container, variables } = given;
  const old = Object.keys(variables).map((name) => [name, oldValue(name, touched)] as const);
  return old.some(([, value]) => value === undefined)
    ? backToRevision(given, revisionOf(found.raw))
    : onWorkload(setEnvironment.name, given, { container, variables: Object.fromEntries(old) });
}

/** The value that all containers had; undefined when they differ, it comes from elsewhere or nobody may write it down. */
function oldValue(name: string, touched: readonly JsonObject[]): string | null | undefined {
  const entries = touched.map((one) => objectsAt(one, "env").find((entry) => entry.name === name));
  if (entries.every((entry) => entry === undefined)) return null;
  const values = entries.map((entry) =>
    entry === undefined || entry.valueFrom !== undefined ? undefined : textAt(entry, "value"),
  );
  const [value] = values;
  if (value === undefined || values.some((one) => one !== value)) return undefined;
  return looksSecret(name) || scrub(`${name}=${value}`) !== `${name}=${value}` ? undefined : value;
}
