import { isObject, type JsonObject, parseJson } from "../../slack/json.ts";
import { keptAs, shownAs } from "../autoscaling-v1.ts";
import { withDefaults } from "../defaults.ts";
import { ApiFailure, alreadyExists, badRequest, conflict, modifiedMeanwhile, notFound } from "../failure.ts";
import { depart, finalizersOf, newborn, succeeding } from "../lifecycle.ts";
import { isLeaving, nameOf, objectIn, textIn, uidOf, withPart } from "../objects.ts";
import { applyPatch, unsupportedMediaType } from "../patch/patch.ts";
import { apiVersionOf, qualifiedKind, type Resource, resourceOf } from "../resources.ts";
import { validate } from "../validate.ts";
import { type Call, type Place, sendJson, sendObject } from "./call.ts";
import { found, wantedBy } from "./list.ts";

export function createObject(call: Call, place: Place): void {
  const { world } = call;
  const { resource, namespace } = place;
  const isDryRun = readDryRun(call.url, "CreateOptions");
  const given = readObject(call, resource);
  if (resource.namespaced && world.store.get("namespaces", "", namespace) === undefined)
    throw notFound(resourceOf("namespaces"), namespace);
  const named = resource.namespaced ? withPart(given, "metadata", { namespace }) : given;
  validate(resource, named);
  const object = newborn(world, resource.plural, withDefaults(resource.plural, withoutStatus(resource, named)));
  if (world.store.get(resource.plural, namespace, nameOf(object)) !== undefined)
    throw alreadyExists(resource, nameOf(object));
  sendObject(call, resource, 201, isDryRun ? object : world.store.put(resource.plural, object));
}

export function replaceObject(call: Call, place: Place): void {
  const isDryRun = readDryRun(call.url, "UpdateOptions");
  const before = found(call, place);
  write(call, place, before, readObject(call, place.resource), isDryRun);
}

export function patchObject(call: Call, place: Place): void {
  const isDryRun = readDryRun(call.url, "PatchOptions");
  const contentType = call.request.headers["content-type"] ?? "";
  const before = found(call, place);
  const patched = applyPatch(contentType, call.body, shownAs(place.resource, before));
  write(call, place, before, keptAs(place.resource, patched), isDryRun);
}

function write(call: Call, place: Place, before: JsonObject, given: JsonObject, isDryRun: boolean): void {
  const { world } = call;
  const { resource, name, subresource } = place;
  if (nameOf(given) !== name)
    throw badRequest(`the name of the object (${nameOf(given)}) does not match the name on the URL (${name})`);
  const version = textIn(given, "metadata", "resourceVersion");
  if (version !== "" && version !== textIn(before, "metadata", "resourceVersion"))
    throw modifiedMeanwhile(resource, name);
  if (uidOf(given) !== "" && uidOf(given) !== uidOf(before))
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${uidOf(given)}, UID in object meta: ${uidOf(before)}`,
    );
  const wanted = succeeding(resource.plural, before, merged(resource, subresource, before, given));
  validate(resource, wanted, before);
  if (isDryRun) {
    sendObject(call, resource, 200, wanted);
    return;
  }
  if (isLeaving(wanted) && finalizersOf(wanted).length === 0 && resource.plural !== "pods") {
    world.store.remove(resource.plural, wanted);
    sendObject(call, resource, 200, wanted);
    return;
  }
  sendObject(call, resource, 200, world.store.put(resource.plural, wanted));
}

/** The status is written through its own address alone. */
function merged(resource: Resource, subresource: string, before: JsonObject, given: JsonObject): JsonObject {
  if (subresource === "status") return { ...before, metadata: objectIn(given, "metadata"), status: given.status };
  const object = withDefaults(
    resource.plural,
    withPart(given, "metadata", { namespace: objectIn(before, "metadata").namespace }),
  );
  return resource.subresources.includes("status") ? { ...object, status: before.status } : object;
}

export function deleteObject(call: Call, place: Place): void {
  const { world, url } = call;
  const { resource, name } = place;
  const isDryRun = readDryRun(url, "DeleteOptions");
  const object = found(call, place);
  const options = objectIn([parseJson(call.body) ?? {}], 0);
  checkPreconditions(resource, object, objectIn(options, "preconditions"));
  const leaving = readLeaving(url, options);
  if (isDryRun) {
    sendJson(call, 200, object);
    return;
  }
  const left = depart(world, resource.plural, object, leaving);
  if (world.store.get(resource.plural, place.namespace, name) !== undefined) {
    sendJson(call, 200, left);
    return;
  }
  if (resource.plural === "pods") {
    sendJson(call, 200, left);
    return;
  }
  const group = resource.group === "" ? {} : { group: resource.group };
  const details = { name, ...group, kind: resource.plural, uid: uidOf(object) };
  sendJson(call, 200, { kind: "Status", apiVersion: "v1", metadata: {}, status: "Success", details });
}

/** Deletes each object that the selectors mean. */
export function deleteCollection(call: Call, place: Place): void {
  const { world, url } = call;
  const { resource, namespace } = place;
  const isDryRun = readDryRun(url, "DeleteOptions");
  const leaving = readLeaving(url, objectIn([parseJson(call.body) ?? {}], 0));
  const items = world.store.list(resource.plural, namespace || undefined).filter(wantedBy(url, resource));
  if (!isDryRun) for (const object of items) depart(world, resource.plural, object, leaving);
  const metadata = { resourceVersion: String(world.store.version()) };
  sendJson(call, 200, { kind: `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata, items });
}

function readLeaving(url: URL, options: JsonObject) {
  const grace = options.gracePeriodSeconds ?? url.searchParams.get("gracePeriodSeconds");
  const policy = options.propagationPolicy ?? url.searchParams.get("propagationPolicy") ?? "Background";
  if (policy !== "Background" && policy !== "Foreground" && policy !== "Orphan")
    throw optionFault(
      "DeleteOptions",
      "propagationPolicy",
      `Unsupported value: ${JSON.stringify(policy)}: supported values: "Foreground", "Background", "Orphan", "nil"`,
    );
  return { grace: grace === null || grace === undefined ? undefined : Number(grace), propagation: policy } as const;
}

function checkPreconditions(resource: Resource, object: JsonObject, wanted: JsonObject): void {
  const fail = (what: string, given: string, kept: string, why: string): never => {
    const kind = qualifiedKind(resource);
    const message = `Operation cannot be fulfilled on ${kind} "${nameOf(object)}": the ${what} in the precondition (${given}) does not match the ${what} in record (${kept}). The object might have been ${why}`;
    throw new ApiFailure(409, "Conflict", message, {
      name: nameOf(object),
      group: resource.group || undefined,
      kind: resource.kind,
    });
  };
  const uid = textIn(wanted, "uid");
  const version = textIn(wanted, "resourceVersion");
  const current = textIn(object, "metadata", "resourceVersion");
  if (uid !== "" && uid !== uidOf(object)) fail("UID", uid, uidOf(object), "deleted and then recreated");
  if (version !== "" && version !== current) fail("ResourceVersion", version, current, "modified");
}

export function readDryRun(url: URL, options: string): boolean {
  const values = url.searchParams.getAll("dryRun");
  if (values.some((value) => value !== "All"))
    throw optionFault(
      options,
      "dryRun",
      `Unsupported value: []string{${values.map((value) => `"${value}"`).join(", ")}}: supported values: "All"`,
    );
  return values.length > 0;
}

const optionFault = (kind: string, field: string, message: string): ApiFailure =>
  new ApiFailure(422, "Invalid", `${kind}.meta.k8s.io "" is invalid: ${field}: ${message}`, {
    group: "meta.k8s.io",
    kind,
    causes: [{ reason: "FieldValueNotSupported", message, field }],
  });

function readObject(call: Call, resource: Resource): JsonObject {
  const type = (call.request.headers["content-type"] ?? "application/json").split(";")[0]?.trim();
  if (type !== "application/json") throw unsupportedMediaType();
  const object = parseJson(call.body);
  if (!isObject(object))
    throw badRequest(
      `the object provided is unrecognized (must be of type ${resource.kind}): couldn't get version/kind; json parse error`,
    );
  const { kind = resource.kind, apiVersion = apiVersionOf(resource) } = object;
  if (kind !== resource.kind || apiVersion !== apiVersionOf(resource))
    throw badRequest(
      `${String(kind)} in version "${String(apiVersion)}" cannot be handled as a ${resource.kind}: converting to ${resource.kind} is not possible`,
    );
  return keptAs(resource, { ...object, kind, apiVersion });
}

const withoutStatus = (resource: Resource, object: JsonObject): JsonObject =>
  resource.subresources.includes("status") ? { ...object, status: undefined } : object;
