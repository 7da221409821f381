import { findResource } from "../resources.ts";
import type { Place } from "./call.ts";

/** `/apis/apps/v1/namespaces/production/deployments/api/scale` → what it names; undefined for an unknown kind. */
export function readPlace(pathname: string): Place | undefined {
  const parts = pathname.split("/").slice(1).map(decode);
  if (parts.includes(undefined)) return undefined;
  const [root, ...afterRoot] = parts.map(String);
  const isCore = root === "api";
  if (!isCore && root !== "apis") return undefined;
  const [group = "", version = "", ...rest] = isCore ? ["", ...afterRoot] : afterRoot;
  const [first, namespace = "", third] = rest;
  const isInside = first === "namespaces" && third !== undefined && third !== "status" && third !== "finalize";
  const [plural = "", name = "", subresource = "", ...more] = isInside ? rest.slice(2) : rest;
  const resource = findResource(group, version, plural);
  if (resource === undefined || more.length > 0) return undefined;
  if (resource.namespaced !== isInside && (isInside || name !== "")) return undefined;
  if (subresource !== "" && !resource.subresources.includes(subresource)) return undefined;
  return { resource, namespace: isInside ? namespace : "", name, subresource };
}

function decode(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
