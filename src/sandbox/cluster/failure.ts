import type { JsonObject } from "../slack/json.ts";
import { qualifiedKind, qualifiedPlural, type Resource } from "./resources.ts";

/** A `Status` that the server answers instead of what was asked for. */
export class ApiFailure extends Error {
  readonly status: JsonObject;
  readonly code: number;

  constructor(code: number, reason: string, message: string, details?: JsonObject) {
    super(message);
    this.code = code;
    this.status = { kind: "Status", apiVersion: "v1", metadata: {}, status: "Failure", message, reason, details, code };
  }
}

const detailsOf = (resource: Resource, name: string): JsonObject => ({
  name,
  ...(resource.group === "" ? {} : { group: resource.group }),
  kind: resource.plural,
});

export const notFound = (resource: Resource, name: string): ApiFailure =>
  new ApiFailure(404, "NotFound", `${qualifiedPlural(resource)} "${name}" not found`, detailsOf(resource, name));

export const noSuchPath = (): ApiFailure =>
  new ApiFailure(404, "NotFound", "the server could not find the requested resource", {});

export const alreadyExists = (resource: Resource, name: string): ApiFailure =>
  new ApiFailure(
    409,
    "AlreadyExists",
    `${qualifiedPlural(resource)} "${name}" already exists`,
    detailsOf(resource, name),
  );

export const conflict = (resource: Resource, name: string, why: string): ApiFailure =>
  new ApiFailure(
    409,
    "Conflict",
    `Operation cannot be fulfilled on ${qualifiedPlural(resource)} "${name}": ${why}`,
    detailsOf(resource, name),
  );

export const modifiedMeanwhile = (resource: Resource, name: string): ApiFailure =>
  conflict(
    resource,
    name,
    "the object has been modified; please apply your changes to the latest version and try again",
  );

export const badRequest = (message: string): ApiFailure => new ApiFailure(400, "BadRequest", message);

export const unauthorized = (): ApiFailure => new ApiFailure(401, "Unauthorized", "Unauthorized");

export interface FieldFault {
  /** `FieldValueInvalid`, `FieldValueRequired` … */
  readonly reason: string;
  /** `Invalid value: -1: must be greater than or equal to 0` */
  readonly message: string;
  readonly field: string;
}

/** 422 with a cause for each field. */
export function invalid(resource: Resource, name: string, faults: readonly FieldFault[]): ApiFailure {
  const said = faults.map(({ field, message }) => `${field}: ${message}`);
  const list = said.length === 1 ? said[0] : `[${said.join(", ")}]`;
  const { kind: _plural, ...details } = detailsOf(resource, name);
  return new ApiFailure(422, "Invalid", `${qualifiedKind(resource)} "${name}" is invalid: ${list}`, {
    ...details,
    kind: resource.kind,
    causes: faults.map(({ reason, message, field }) => ({ reason, message, field })),
  });
}

export interface Access {
  readonly verb: string;
  readonly resource: Resource;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
}

export function forbidden(user: string, { verb, resource, subresource, namespace, name }: Access): ApiFailure {
  const what = subresource === "" ? resource.plural : `${resource.plural}/${subresource}`;
  const where = namespace === "" ? "at the cluster scope" : `in the namespace "${namespace}"`;
  const subject = name === "" ? qualifiedPlural(resource) : `${qualifiedPlural(resource)} "${name}"`;
  return new ApiFailure(
    403,
    "Forbidden",
    `${subject} is forbidden: User "${user}" cannot ${verb} resource "${what}" in API group "${resource.group}" ${where}`,
    {
      ...(name === "" ? {} : { name }),
      ...(resource.group === "" ? {} : { group: resource.group }),
      kind: resource.plural,
    },
  );
}
