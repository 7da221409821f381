import { Fault } from "../../clients/fault.ts";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { resourcePath } from "../../clients/kubernetes-path.ts";
import type { KubernetesResource } from "../../clients/kubernetes-resources.ts";
import type { Selection } from "./ask.ts";
import { type JsonObject, jsonObject, numberAt, objectAt, textAt } from "./change/json.ts";
import type { Scope } from "./scope.ts";

interface Watched extends Selection {
  readonly resourceVersion: string;
  readonly accept?: string;
}

/** Every change after a version, as the server tells it, until the server or the signal ends it. */
export async function* watch(
  door: KubernetesDoor,
  { context, namespace }: Scope,
  resource: KubernetesResource,
  { resourceVersion, accept, ...selection }: Watched,
  signal: AbortSignal,
): AsyncGenerator<{ readonly type: string; readonly object: JsonObject }> {
  const path = resourcePath(resource, { namespace });
  const query = { ...selection, watch: true, resourceVersion };
  const call = { method: "GET", path, query, signal, ...(accept ? { accept } : {}) } as const;
  for await (const line of linesOf(door.stream(context, call))) {
    const event = jsonObject.parse(JSON.parse(line));
    const [type, object] = [textAt(event, "type"), objectAt(event, "object")];
    if (type === "ERROR") throw watchFault(numberAt(object, "code"), textAt(object, "message"));
    if (type !== "BOOKMARK") yield { type, object };
  }
}

/** A program may print for hours and never end its line. */
export const longestLogLine = 1024 * 1024;

/**
 * Whole lines of a text that arrives in pieces, without their ends. The last one may lack its end; one of more than `longest` characters
 * comes in parts.
 */
export async function* linesOf(
  pieces: AsyncIterable<string>,
  longest = Number.POSITIVE_INFINITY,
): AsyncGenerator<string> {
  let rest = "";
  for await (const piece of pieces) {
    const lines = (rest + piece).split("\n");
    for (const [index, line] of lines.entries()) {
      rest = line;
      for (; rest.length > longest; rest = rest.slice(longest)) yield rest.slice(0, longest);
      if (index < lines.length - 1) yield rest;
    }
  }
  if (rest !== "") yield rest;
}

function watchFault(code: number | undefined, message: string): Fault {
  return new Fault(`the cluster ended the watch with ${code ?? "no code"}: ${message}`, {
    service: "kubernetes",
    code: String(code ?? "watch"),
    retry: { kind: "backoff" },
    outcome: "not-done",
  });
}
