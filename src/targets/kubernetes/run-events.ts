import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { findResource } from "../../clients/kubernetes-resources.ts";
import type { events } from "../../operation/kubernetes/read.ts";
import { align, alignRow, widthsOf } from "../align.ts";
import type { Doing, Output, Refused, Site } from "../target.ts";
import { listObjects } from "./ask.ts";
import type { JsonObject } from "./change/json.ts";
import { textAt } from "./change/json.ts";
import { eventAge, inOrderOfTime, involvedName } from "./event.ts";
import { gather } from "./gather.ts";
import { isRefused, refused, type Scope, scopeOf } from "./scope.ts";
import { watch } from "./watch.ts";

type Events = ReturnType<typeof events.schema.parse>;

/** `kubectl events`: oldest first, the newest at the end. */
export async function runEvents(
  door: KubernetesDoor,
  now: () => Date,
  given: Events,
  site: Site,
  doing: Doing,
): Promise<Output | Refused> {
  const scope = scopeOf(given, site);
  if (isRefused(scope)) return scope;
  const fieldSelector = given.for === undefined ? undefined : await selectorFor(door, scope, given.for, doing.signal);
  if (typeof fieldSelector === "object") return fieldSelector;
  const resource = await findResource(door, scope.context, "events", doing.signal);
  const { items, resourceVersion } = await listObjects(door, scope, resource, { fieldSelector }, doing.signal);
  const isWanted = (event: JsonObject) => given.types === undefined || given.types.includes(textAt(event, "type"));
  const row = (event: JsonObject) => [
    ...(given.allNamespaces ? [textAt(event, "metadata", "namespace")] : []),
    eventAge(event, now()),
    textAt(event, "type"),
    textAt(event, "reason"),
    involvedName(event),
    textAt(event, "message").trim(),
  ];
  const header = [...(given.allNamespaces ? ["NAMESPACE"] : []), "LAST SEEN", "TYPE", "REASON", "OBJECT", "MESSAGE"];
  const rows = [header, ...inOrderOfTime(items.filter(isWanted)).map(row)];
  const nothing =
    scope.namespace === undefined ? "No events found.\n" : `No events found in ${scope.namespace} namespace.\n`;
  const text = rows.length === 1 ? nothing : align(rows);
  if (!given.watch) return { text };
  const gathered = gather((piece) => doing.emit(piece));
  gathered.add(text);
  const widths = widthsOf(rows);
  for await (const { type, object } of watch(door, scope, resource, { fieldSelector, resourceVersion }, doing.signal)) {
    if (type !== "DELETED" && isWanted(object)) gathered.add(`${alignRow(row(object), widths)}\n`);
    if (gathered.isFull) break;
  }
  return gathered.output();
}

/** `pod/api-1` → the events about it. */
async function selectorFor(
  door: KubernetesDoor,
  { context }: Scope,
  written: string,
  signal: AbortSignal,
): Promise<string | Refused> {
  const [, word, name] = /^([a-z][-a-z0-9.]*)\/([-a-z0-9.]+)$/i.exec(written) ?? [];
  if (word === undefined || name === undefined) return refused(`--for takes kind/name, not ${written}`);
  const { kind } = await findResource(door, context, word, signal);
  return `involvedObject.kind=${kind},involvedObject.name=${name}`;
}
