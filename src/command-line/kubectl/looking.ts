import { canonicalResource } from "../../operation/kubernetes/resource-names.ts";
import { numberOf, type ParsedFlags } from "../flags.ts";
import { manual, operation, type ToolResult } from "../tool-result.ts";
import { readObjects } from "./objects.ts";

/** Where: what every verb may say. */
export function placeOf(flags: ParsedFlags): Readonly<Record<string, unknown>> {
  return { namespace: flags.value("namespace"), context: flags.value("context") };
}

function selectionOf(flags: ParsedFlags): Readonly<Record<string, unknown>> {
  return {
    ...placeOf(flags),
    selector: flags.value("selector"),
    allNamespaces: flags.flag("all-namespaces") || undefined,
  };
}

export function readGet(flags: ParsedFlags): ToolResult {
  if (flags.has("raw")) return readHealth(flags);
  const objects = readObjects(flags.positional);
  if (objects.kind === "fault") return manual(objects.reason);
  const output = readOutput(flags.value("output"));
  if (output && "reason" in output) return manual(output.reason);
  return operation("kubernetes.get", {
    resources: objects.resources,
    names: objects.names,
    ...selectionOf(flags),
    fieldSelector: flags.value("field-selector"),
    output,
    sortBy: flags.value("sort-by"),
    showLabels: flags.flag("show-labels"),
    labelColumns: flags.list("label-columns"),
    noHeaders: flags.flag("no-headers"),
    ignoreNotFound: flags.flag("ignore-not-found"),
    watch: flags.flag("watch") || flags.flag("watch-only") || undefined,
  });
}

// `--raw` can reach anything behind the API server, pods through a proxy included; only the server's own health is known.
function readHealth(flags: ParsedFlags): ToolResult {
  const [, facts, verbose] =
    /^\/(healthz|livez|readyz)\/?(\?verbose(?:=(?:true|1))?)?$/.exec(flags.value("raw") ?? "") ?? [];
  if (facts === undefined || flags.positional.length > 0)
    return manual("--raw: a raw path can reach anything behind the API server; ask for the resource instead");
  const where = { context: flags.value("context"), verbose: verbose !== undefined || undefined };
  return operation("kubernetes.cluster-facts", { facts, ...where });
}

type Output = { readonly format: string; readonly template?: string } | { readonly reason: string };

function readOutput(written: string | undefined): Output | undefined {
  if (written === undefined) return undefined;
  const [, format = "", template] = /^([a-z-]+)(?:=(.*))?$/s.exec(written) ?? [];
  if (["wide", "yaml", "json", "name"].includes(format) && template === undefined) return { format };
  if (["jsonpath", "custom-columns"].includes(format) && template) return { format, template };
  return {
    reason: `-o ${written} is not an output understood here; use wide, yaml, json, name, jsonpath= or custom-columns=`,
  };
}

export function readDescribe(flags: ParsedFlags): ToolResult {
  const objects = readObjects(flags.positional);
  if (objects.kind === "fault") return manual(objects.reason);
  const [resource, ...more] = objects.resources;
  if (more.length > 0) return manual("it describes several kinds; do one kind at a time");
  return operation("kubernetes.describe", {
    resource,
    names: objects.names,
    ...selectionOf(flags),
    showEvents: flags.flag("show-events"),
  });
}

export function readLogs(flags: ParsedFlags): ToolResult {
  const [first, second, ...more] = flags.positional;
  if (more.length > 0) return manual("logs take one pod and at most one container");
  const [resource, target, rest] = first?.includes("/") ? first.split("/") : ["pods", first];
  if (rest !== undefined) return manual(`${first} is not kind/name`);
  return operation("kubernetes.logs", {
    resource: canonicalResource(resource ?? "pods"),
    target,
    selector: flags.value("selector"),
    ...placeOf(flags),
    container: flags.value("container") ?? second,
    allContainers: flags.flag("all-containers"),
    allPods: flags.flag("all-pods"),
    since: flags.value("since"),
    sinceTime: flags.value("since-time"),
    tail: numberOf(flags.value("tail")),
    previous: flags.flag("previous"),
    timestamps: flags.flag("timestamps"),
    prefix: flags.flag("prefix"),
    follow: flags.flag("follow"),
    limitBytes: numberOf(flags.value("limit-bytes")),
    maxLogRequests: numberOf(flags.value("max-log-requests")),
  });
}

export function readEvents(flags: ParsedFlags): ToolResult {
  if (flags.positional.length > 0) return manual(`events take no ${flags.positional[0]}`);
  return operation("kubernetes.events", {
    ...placeOf(flags),
    allNamespaces: flags.flag("all-namespaces") || undefined,
    for: flags.value("for"),
    types: flags.value("types")?.split(","),
    watch: flags.flag("watch"),
  });
}

export function readTop(flags: ParsedFlags): ToolResult {
  const [word = "", ...names] = flags.positional;
  return operation("kubernetes.top", {
    resource: canonicalResource(word),
    names,
    ...selectionOf(flags),
    containers: flags.flag("containers"),
    sortBy: flags.value("sort-by"),
    noHeaders: flags.flag("no-headers"),
  });
}

export function readWait(flags: ParsedFlags): ToolResult {
  const objects = readObjects(flags.positional);
  if (objects.kind === "fault") return manual(objects.reason);
  if (objects.resources.length > 1) return manual("it waits for several kinds; do one kind at a time");
  return operation("kubernetes.wait", {
    resource: objects.resources[0],
    names: objects.names,
    ...selectionOf(flags),
    for: flags.value("for"),
    timeout: flags.value("timeout"),
  });
}

export function readCanI(flags: ParsedFlags): ToolResult {
  const [verb, resource, ...more] = flags.positional;
  if (verb === undefined || resource === undefined || more.length > 0)
    return manual("can-i takes a verb and a resource");
  return operation("kubernetes.can-i", {
    verb,
    resource,
    ...placeOf(flags),
    allNamespaces: flags.flag("all-namespaces") || undefined,
  });
}
