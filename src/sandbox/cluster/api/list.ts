import { type JsonObject, parseJson } from "../../slack/json.ts";
import { shownAs } from "../autoscaling-v1.ts";
import { ApiFailure, badRequest, notFound } from "../failure.ts";
import { dig, nameOf, namespaceOf, textIn } from "../objects.ts";
import { apiVersionOf, type Resource } from "../resources.ts";
import { readFieldSelector, readLabelSelector } from "../selectors.ts";
import { tableOf } from "../table/table.ts";
import { type Call, type Place, sendJson, sendObject, tableWish } from "./call.ts";

export function getObject(call: Call, place: Place): void {
  sendObject(call, place.resource, 200, found(call, place));
}

/** The object that a place names. Throws 404. */
export function found({ world }: Pick<Call, "world">, { resource, namespace, name }: Place): JsonObject {
  const object = world.store.get(resource.plural, namespace, name);
  if (object === undefined) throw notFound(resource, name);
  return object;
}

/** Who the label and the field selector of the address mean. Throws 400. */
export function wantedBy(url: URL, resource: Resource): (object: JsonObject) => boolean {
  const byLabel = readLabelSelector(url.searchParams.get("labelSelector") ?? "");
  const byField = readFieldSelector(url.searchParams.get("fieldSelector") ?? "", resource);
  return (object) => byLabel(object) && byField(object);
}

export function listObjects(call: Call, place: Place): void {
  const { world, url } = call;
  const { resource, namespace } = place;
  const wanted = wantedBy(url, resource);
  const all = world.store.list(resource.plural, resource.namespaced && namespace !== "" ? namespace : undefined);
  const { page, metadata } = pageOf(all.filter(wanted), url, world.store.version());
  const wish = tableWish(call, metadata);
  if (wish !== undefined) {
    sendJson(call, 200, tableOf(resource.plural, page, wish));
    return;
  }
  // Items of a list do not say what they are, as with the real server.
  const items = page
    .map((object) => shownAs(resource, object))
    .map(({ kind: _kind, apiVersion: _apiVersion, ...item }) => item);
  sendJson(call, 200, { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items });
}

const keyOf = (object: JsonObject): string => `${namespaceOf(object)}/${nameOf(object)}`;

function pageOf(objects: readonly JsonObject[], url: URL, newest: number) {
  const limit = readLimit(url.searchParams.get("limit"));
  const token = url.searchParams.get("continue") ?? "";
  const from = token === "" ? undefined : readToken(token);
  const rest = from === undefined ? objects : objects.filter((object) => keyOf(object) > from.after);
  const page = limit === 0 ? rest : rest.slice(0, limit);
  const last = page.at(-1);
  const version = from?.version ?? newest;
  const isCut = page.length < rest.length && last !== undefined;
  const metadata: JsonObject = {
    resourceVersion: String(version),
    ...(isCut ? { continue: writeToken(version, keyOf(last)), remainingItemCount: rest.length - page.length } : {}),
  };
  return { page, metadata };
}

function readLimit(text: string | null): number {
  if (text !== null && !/^\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing "${text}": invalid syntax`);
  return Number(text ?? 0);
}

const writeToken = (version: number, after: string): string =>
  Buffer.from(JSON.stringify({ v: "meta.k8s.io/v1", rv: version, start: after })).toString("base64url");

function readToken(token: string): { readonly version: number; readonly after: string } {
  const content = parseJson(Buffer.from(token, "base64url").toString());
  const after = textIn(content, "start");
  const version = dig(content, "rv");
  if (after === "" || typeof version !== "number")
    throw new ApiFailure(400, "BadRequest", "invalid continue token: continue key is not valid");
  return { version, after };
}
