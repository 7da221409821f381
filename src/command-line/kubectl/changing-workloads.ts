import { numberOf, type ParsedFlags } from "../flags.ts";
import { manual, operation, type ToolResult } from "../tool-result.ts";
import { placeOf } from "./looking.ts";
import { isToolResult, readObjects, readWorkload } from "./objects.ts";

const several = "it chooses workloads by label; name one, so what changes can be shown and undone";

export function readRollout(flags: ParsedFlags): ToolResult {
  const [verb = "", ...words] = flags.positional;
  if (flags.has("selector")) return manual(several);
  const workload = readWorkload(words);
  if (isToolResult(workload)) return workload;
  const target = { ...workload, ...placeOf(flags) };
  const revision = () => numberOf(flags.value("revision"));
  switch (verb) {
    case "status":
      return operation("kubernetes.rollout-status", {
        ...target,
        timeout: flags.value("timeout"),
        watch: flags.flag("watch"),
        revision: revision(),
      });
    case "history":
      return operation("kubernetes.rollout-history", { ...target, revision: revision() });
    case "undo":
      return operation("kubernetes.rollout-undo", { ...target, toRevision: numberOf(flags.value("to-revision")) });
    case "restart":
    case "pause":
    case "resume":
      return operation(`kubernetes.rollout-${verb}`, target);
    default:
      return manual(`rollout has no ${verb}`);
  }
}

export function readScale(flags: ParsedFlags): ToolResult {
  if (flags.has("selector") || flags.has("all")) return manual(several);
  const replicas = numberOf(flags.value("replicas"));
  if (replicas === undefined) return manual("scale needs --replicas");
  const workload = readWorkload(flags.positional);
  if (isToolResult(workload)) return scaleOther(flags, replicas) ?? workload;
  return operation("kubernetes.scale", {
    ...workload,
    ...placeOf(flags),
    replicas,
    currentReplicas: numberOf(flags.value("current-replicas")),
  });
}

// What kubectl itself does to a machineset or a rollout: it writes the number into the scale subresource.
function scaleOther(flags: ParsedFlags, replicas: number | string): ToolResult | undefined {
  const objects = readObjects(flags.positional);
  if (objects.kind === "fault" || objects.resources.length !== 1 || objects.names.length !== 1) return undefined;
  if (typeof replicas !== "number" || replicas < 0 || flags.has("current-replicas")) return undefined;
  return operation("kubernetes.patch", {
    resource: objects.resources[0],
    target: objects.names[0],
    ...placeOf(flags),
    type: "merge",
    patch: JSON.stringify({ spec: { replicas } }),
    subresource: "scale",
  });
}

export function readAutoscale(flags: ParsedFlags): ToolResult {
  const workload = readWorkload(flags.positional);
  if (isToolResult(workload)) return workload;
  return operation("kubernetes.autoscale", {
    ...workload,
    ...placeOf(flags),
    minimum: numberOf(flags.value("min")),
    maximum: numberOf(flags.value("max")),
    cpuPercent: numberOf(flags.value("cpu-percent")),
    name: flags.value("name"),
  });
}

export function readSet(flags: ParsedFlags): ToolResult {
  const [what = "", ...words] = flags.positional;
  if (flags.has("selector") || flags.has("all")) return manual(several);
  const objects = words.filter((word) => !isPair(word));
  const pairs = words.filter(isPair);
  const workload = readWorkload(objects);
  if (isToolResult(workload)) return workload;
  const target = { ...workload, ...placeOf(flags) };
  switch (what) {
    case "image":
      return operation("kubernetes.set-image", { ...target, images: Object.fromEntries(pairs.map(pairOf)) });
    case "env": {
      const variables = Object.fromEntries([...pairs, ...(flags.list("env") ?? [])].map(pairOf));
      if (Object.keys(variables).length === 0) return manual("set env without a variable only lists; use kubectl get");
      return operation("kubernetes.set-env", { ...target, container: flags.value("container"), variables });
    }
    case "resources":
      if (pairs.length > 0) return manual(`set resources takes no ${pairs.join(" ")}`);
      return operation("kubernetes.set-resources", {
        ...target,
        container: flags.value("container"),
        limits: quantities(flags.value("limits")),
        requests: quantities(flags.value("requests")),
      });
    default:
      return manual(`set ${what} is not understood here`);
  }
}

// `NAME=value` sets, `NAME-` removes.
function isPair(word: string): boolean {
  return word.includes("=") || /^[A-Za-z_][\w.]*-$/.test(word);
}

function pairOf(word: string): [string, string | null] {
  const equals = word.indexOf("=");
  return equals < 0 ? [word.replace(/-$/, ""), null] : [word.slice(0, equals), word.slice(equals + 1)];
}

function quantities(written: string | undefined): Readonly<Record<string, string | null>> | undefined {
  return written === undefined ? undefined : Object.fromEntries(written.split(",").map(pairOf));
}
