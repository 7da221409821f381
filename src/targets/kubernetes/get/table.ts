import { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { resourcePath } from "../../../clients/kubernetes-path.ts";
import type { KubernetesResource } from "../../../clients/kubernetes-resources.ts";
import { ageOf } from "../age.ts";
import type { Selection } from "../ask.ts";
import { type JsonObject, jsonObject, objectsAt, textAt } from "../change/json.ts";
import type { Scope } from "../scope.ts";

export interface Table {
  readonly columns: readonly { readonly name: string; readonly priority: number }[];
  readonly rows: readonly TableRow[];
  /** Where a watch goes on from. */
  readonly resourceVersion: string;
}

export interface TableRow {
  readonly cells: readonly string[];
  /** Its metadata alone, or all of it where that was asked for. */
  readonly object: JsonObject;
}

/** What makes the server answer with the table kubectl prints. */
export const tableAccept =
  "application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json";

interface Wanted extends Selection {
  readonly name?: string | undefined;
  /** Whole objects in the rows, to sort by. */
  readonly wholeObjects?: boolean;
}

/** One object or all of a kind as the server's own table. A server behind the API that makes none is given NAME and AGE. */
export async function tableOf(
  door: KubernetesDoor,
  { context, namespace }: Scope,
  resource: KubernetesResource,
  { name, labelSelector, fieldSelector, wholeObjects }: Wanted,
  now: Date,
  signal: AbortSignal,
): Promise<Table> {
  const path = resourcePath(resource, { namespace, name });
  const includeObject = wholeObjects ? "Object" : "Metadata";
  const pages: Table[] = [];
  for (let next: string | undefined; ; ) {
    const list = name === undefined ? { labelSelector, fieldSelector, limit: 500, continue: next } : {};
    const query = { includeObject, ...list };
    const answer = jsonObject.parse(
      await door.json(context, { method: "GET", path, query, accept: tableAccept, signal }),
    );
    pages.push(readTable(answer, now));
    next = textAt(answer, "metadata", "continue") || undefined;
    if (next === undefined) break;
  }
  return {
    columns: pages[0]?.columns ?? [],
    rows: pages.flatMap(({ rows }) => rows),
    resourceVersion: pages.at(-1)?.resourceVersion ?? "",
  };
}

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()]).catch(null);
const table = z.object({
  kind: z.literal("Table"),
  metadata: z.object({ resourceVersion: z.string().default("") }).default({ resourceVersion: "" }),
  columnDefinitions: z.array(z.object({ name: z.string(), priority: z.number().default(0) })).nullish(),
  rows: z.array(z.object({ cells: z.array(cell), object: jsonObject.nullish() })).nullish(),
});

export function readTable(answer: JsonObject, now: Date): Table {
  const parsed = table.safeParse(answer);
  if (!parsed.success) return plainTable(answer, now);
  const { metadata, columnDefinitions, rows } = parsed.data;
  return {
    columns: columnDefinitions ?? [],
    rows: (rows ?? []).map(({ cells, object }) => ({
      cells: cells.map((one) => (one === null ? "" : String(one))),
      object: object ?? {},
    })),
    resourceVersion: metadata.resourceVersion,
  };
}

function plainTable(answer: JsonObject, now: Date): Table {
  const objects = Array.isArray(answer.items) ? objectsAt(answer, "items") : [answer];
  return {
    columns: [
      { name: "Name", priority: 0 },
      { name: "Age", priority: 0 },
    ],
    rows: objects.map((object) => ({
      cells: [textAt(object, "metadata", "name"), ageOf(textAt(object, "metadata", "creationTimestamp"), now)],
      object,
    })),
    resourceVersion: textAt(answer, "metadata", "resourceVersion"),
  };
}
