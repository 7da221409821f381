import { Fault } from "./fault.ts";

/** What a path needs to know of a kind of resource. */
export interface ResourceAddress {
  /** Empty for the core group. */
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly namespaced: boolean;
}

interface ObjectAt {
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  /** `scale`, `log`, `status`, `eviction`. */
  readonly subresource?: string | undefined;
}

/**
 * `/apis/apps/v1/namespaces/production/deployments/api`. Without a name: the list; without a namespace: of all of them. Throws a Fault
 * on a part that is no name, so `../../secrets` never leaves.
 */
export function resourcePath(resource: ResourceAddress, at: ObjectAt = {}): string {
  const { group, version, plural, namespaced } = resource;
  const parts = [
    ...(group === "" ? ["api"] : ["apis", group]),
    version,
    ...(namespaced && at.namespace !== undefined ? ["namespaces", at.namespace] : []),
    plural,
    ...(at.name === undefined ? [] : [at.name]),
    ...(at.subresource === undefined ? [] : [at.subresource]),
  ];
  return `/${parts.map(checkPart).join("/")}`;
}

/** Refuses a path with a part that could climb, split or end it. */
export function checkPath(path: string): string {
  if (!path.startsWith("/")) throw notAName(path);
  for (const part of path.slice(1).split("/")) checkPart(part);
  return path;
}

function checkPart(part: string): string {
  if (part.length > 253 || !/^[A-Za-z0-9]([A-Za-z0-9._:-]*[A-Za-z0-9])?$/.test(part)) throw notAName(part);
  return part;
}

function notAName(part: string): Fault {
  return new Fault(`${JSON.stringify(part.slice(0, 100))} is not a name Kubernetes accepts; nothing was asked`, {
    service: "kubernetes",
    code: "InvalidName",
    retry: { kind: "never" },
    outcome: "not-done",
    advice: "Correct the name in the command.",
  });
}
