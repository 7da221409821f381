import type { IncomingMessage, ServerResponse } from "node:http";
import type { JsonObject } from "../../slack/json.ts";
import { shownAs } from "../autoscaling-v1.ts";
import type { Resource } from "../resources.ts";
import type { TableWish } from "../table/table.ts";
import { tableOf } from "../table/table.ts";
import type { World } from "../world.ts";

/** One request on its way through the API server. */
export interface Call {
  readonly world: World;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly method: string;
  readonly url: URL;
  readonly body: string;
}

/** What the address of an object or a list means. */
export interface Place {
  readonly resource: Resource;
  /** Empty: of the cluster, or of all namespaces. */
  readonly namespace: string;
  /** Empty: a list. */
  readonly name: string;
  readonly subresource: string;
}

export function sendJson({ response }: Call, code: number, body: JsonObject): void {
  const text = JSON.stringify(body);
  response.writeHead(code, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
  response.end(text);
}

/** One object, or a list's objects as a table when that was asked for. */
export function sendObject(call: Call, resource: Resource, code: number, object: JsonObject): void {
  const wish = tableWish(call, { resourceVersion: String(call.world.store.version()) });
  sendJson(call, code, wish === undefined ? shownAs(resource, object) : tableOf(resource.plural, [object], wish));
}

/** The wish for kubectl's printed columns; undefined when the objects themselves are wanted. */
export function tableWish({ request, url, world }: Call, metadata: JsonObject): TableWish | undefined {
  const first = (request.headers.accept ?? "").split(",")[0] ?? "";
  if (!/;\s*as=Table/.test(first) || !/v=v1(;|$)/.test(first)) return undefined;
  return { includeObject: url.searchParams.get("includeObject") ?? "Metadata", now: world.now(), metadata };
}

export function sendText({ response }: Call, code: number, body: string): void {
  response.writeHead(code, { "content-type": "text/plain; charset=utf-8", "content-length": Buffer.byteLength(body) });
  response.end(body);
}
