import { numberOf, type ParsedFlags } from "../flags.ts";
import { manual, operation, type ToolResult, withoutUndefined } from "../tool-result.ts";
import { placeOf } from "./looking.ts";
import { type Objects, readObjects } from "./objects.ts";

export function readPatch(flags: ParsedFlags): ToolResult {
  const objects = single(readObjects(flags.positional));
  if (objects.kind === "fault") return manual(objects.reason);
  if (objects.names.length !== 1) return manual("patch takes one object");
  const patch = flags.value("patch");
  if (patch === undefined) return manual("patch needs -p");
  return operation("kubernetes.patch", {
    resource: objects.resources[0],
    target: objects.names[0],
    ...placeOf(flags),
    type: flags.value("type") ?? "strategic",
    patch,
    subresource: flags.value("subresource"),
  });
}

export function readMark(verb: "label" | "annotate", flags: ParsedFlags): ToolResult {
  if (flags.has("selector") || flags.has("all") || flags.has("all-namespaces"))
    return manual(`${verb} by selector touches nobody knows what; name the objects`);
  const isMark = (word: string) => word.includes("=") || /^[\w./-]+-$/.test(word);
  const objects = single(readObjects(flags.positional.filter((word) => !isMark(word))));
  if (objects.kind === "fault") return manual(objects.reason);
  const marks = flags.positional.filter(isMark);
  if (marks.length === 0) return manual(`${verb} needs key=value`);
  const pairs = marks.map((word): [string, string | null] => {
    const equals = word.indexOf("=");
    return equals < 0 ? [word.slice(0, -1), null] : [word.slice(0, equals), word.slice(equals + 1)];
  });
  return operation(`kubernetes.${verb}`, {
    resource: objects.resources[0],
    names: objects.names,
    ...placeOf(flags),
    [verb === "label" ? "labels" : "annotations"]: Object.fromEntries(pairs),
    overwrite: flags.flag("overwrite"),
  });
}

export function readDelete(flags: ParsedFlags): ToolResult {
  const objects = single(readObjects(flags.positional));
  if (objects.kind === "fault") return manual(objects.reason);
  if (flags.has("now")) return manual("--now is not understood here; use --grace-period=1");
  return operation("kubernetes.delete", {
    resource: objects.resources[0],
    names: objects.names,
    ...placeOf(flags),
    allNamespaces: flags.flag("all-namespaces"),
    all: flags.flag("all"),
    selector: flags.value("selector"),
    fieldSelector: flags.value("field-selector"),
    force: flags.flag("force"),
    gracePeriodSeconds: numberOf(flags.value("grace-period")),
    cascade: flags.value("cascade"),
    wait: flags.flag("wait"),
    ignoreNotFound: flags.flag("ignore-not-found"),
    timeout: flags.value("timeout"),
  });
}

export function readNodeVerb(verb: "cordon" | "uncordon" | "drain", flags: ParsedFlags): ToolResult {
  if (flags.has("selector")) return manual(`${verb} by label touches nobody knows which nodes; name them`);
  const nodes = flags.positional.map((word) => word.replace(/^nodes?\//, ""));
  const where = { nodes, context: flags.value("context") };
  if (verb !== "drain") return operation(`kubernetes.${verb}`, where);
  return operation("kubernetes.drain", {
    ...where,
    ignoreDaemonSets: flags.flag("ignore-daemonsets"),
    deleteEmptyDirData: flags.flag("delete-emptydir-data"),
    force: flags.flag("force"),
    gracePeriodSeconds: numberOf(flags.value("grace-period")),
    timeout: flags.value("timeout"),
    podSelector: flags.value("pod-selector"),
  });
}

// `key=value:Effect`, `key:Effect`; with `-` behind it the taint goes.
const taintWord = /^([\w./-]+?)(?:=([\w.-]*))?(?::(NoSchedule|PreferNoSchedule|NoExecute))?(-)?$/;

export function readTaint(flags: ParsedFlags): ToolResult {
  if (flags.has("selector") || flags.has("all"))
    return manual("taint by label touches nobody knows which nodes; name them");
  const [kind, ...words] = flags.positional.flatMap((word) => (/^nodes?\//.test(word) ? word.split("/") : [word]));
  if (kind !== "node" && kind !== "nodes") return manual("taint takes node and its name");
  const isTaint = (word: string) => /[=:]/.test(word) || word.endsWith("-");
  const taints = words.filter(isTaint).map((word) => {
    const [, key, value, effect, minus] = taintWord.exec(word) ?? [];
    return withoutUndefined({ key: key ?? word, value: value || undefined, effect, remove: minus && true });
  });
  if (taints.length === 0) return manual("taint needs key=value:Effect");
  if (taints.some(({ effect, remove }) => effect === undefined && remove === undefined))
    return manual("a taint needs its effect: key=value:NoSchedule, PreferNoSchedule or NoExecute");
  const nodes = words.filter((word) => !isTaint(word));
  return operation("kubernetes.taint", {
    nodes,
    context: flags.value("context"),
    taints,
    overwrite: flags.flag("overwrite"),
  });
}

export function readCreate(flags: ParsedFlags): ToolResult {
  const [kind, name, ...more] = flags.positional;
  const from = /^cronjobs?\/([^/]+)$/.exec(flags.value("from") ?? "")?.[1];
  if (kind !== "job" || name === undefined || more.length > 0 || from === undefined) {
    return manual("only create job NAME --from=cronjob/NAME is understood; a person creates anything else");
  }
  return operation("kubernetes.create-job", { job: name, fromCronJob: from, ...placeOf(flags) });
}

export function readApply(flags: ParsedFlags): ToolResult {
  const [file, ...more] = flags.list("filename") ?? [];
  if (flags.positional.length > 0) return manual("apply takes its file after -f");
  if (file === undefined) return manual("apply needs -f");
  if (more.length > 0) return manual("it applies several files; do one at a time, so each can be judged");
  if (file === "-") return manual("it applies what is typed or piped into it; a person does that");
  if (/^https?:/i.test(file))
    return manual("it applies what an address answers, which nobody has judged; a person does that");
  return operation("kubernetes.apply", { file: file.replace(/^(\.\/)+/, ""), ...placeOf(flags) });
}

function single(objects: Objects): Objects {
  if (objects.kind === "objects" && objects.resources.length > 1) {
    return { kind: "fault", reason: "it touches several kinds; do one kind at a time" };
  }
  return objects;
}
