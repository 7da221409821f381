import { type FlagTable, type ParsedFlags, parseFlags, withEveryFlagUsed } from "../flags.ts";
import { manual, operation, type ToolResult, withoutUndefined } from "../tool-result.ts";
import { readApply, readCreate, readDelete, readMark, readNodeVerb, readPatch, readTaint } from "./changing-objects.ts";
import { readAutoscale, readRollout, readScale, readSet } from "./changing-workloads.ts";
import { kubectlFlags } from "./flags.ts";
import { readExec, readInside } from "./inside-pod.ts";
import { placeOf, readCanI, readDescribe, readEvents, readGet, readLogs, readTop, readWait } from "./looking.ts";

/** The words after `kubectl` or `oc`, flags anywhere. */
export function readKubectl(words: readonly string[]): ToolResult {
  const before = parseFlags(words, kubectlFlags.global, { equalsAfterShort: true, stopAtWord: true });
  if (before.kind === "fault") return manual(before.reason);
  const verb = before.positional[0];
  if (verb === undefined) return manual("it names no verb");
  // Flags before the verb belong to it too.
  const at = words.length - before.positional.length;
  return readVerb(verb, [...words.slice(0, at), ...words.slice(at + 1)]);
}

interface Verb {
  readonly flags: FlagTable;
  readonly read: (flags: ParsedFlags) => ToolResult;
}

const verbs: Readonly<Record<string, Verb>> = {
  get: { flags: kubectlFlags.get, read: readGet },
  describe: { flags: kubectlFlags.describe, read: readDescribe },
  logs: { flags: kubectlFlags.logs, read: readLogs },
  log: { flags: kubectlFlags.logs, read: readLogs },
  events: { flags: kubectlFlags.events, read: readEvents },
  event: { flags: kubectlFlags.events, read: readEvents },
  top: { flags: kubectlFlags.top, read: readTop },
  wait: { flags: kubectlFlags.wait, read: readWait },
  auth: { flags: kubectlFlags["can-i"], read: (flags) => subVerb(flags, { "can-i": readCanI }) },
  rollout: { flags: kubectlFlags.rollout, read: readRollout },
  scale: { flags: kubectlFlags.scale, read: readScale },
  set: { flags: kubectlFlags.set, read: readSet },
  autoscale: { flags: kubectlFlags.autoscale, read: readAutoscale },
  patch: { flags: kubectlFlags.patch, read: readPatch },
  label: { flags: kubectlFlags.mark, read: (flags) => readMark("label", flags) },
  annotate: { flags: kubectlFlags.mark, read: (flags) => readMark("annotate", flags) },
  delete: { flags: kubectlFlags.delete, read: readDelete },
  cordon: { flags: kubectlFlags.node, read: (flags) => readNodeVerb("cordon", flags) },
  uncordon: { flags: kubectlFlags.node, read: (flags) => readNodeVerb("uncordon", flags) },
  drain: { flags: kubectlFlags.node, read: (flags) => readNodeVerb("drain", flags) },
  taint: { flags: kubectlFlags.taint, read: readTaint },
  create: { flags: kubectlFlags.create, read: readCreate },
  apply: { flags: kubectlFlags.apply, read: readApply },
  version: { flags: kubectlFlags.facts, read: (flags) => readFacts("version", flags) },
  "cluster-info": { flags: kubectlFlags.facts, read: (flags) => readFacts("cluster-info", flags) },
  "api-resources": { flags: kubectlFlags.facts, read: (flags) => readFacts("api-resources", flags) },
  "api-versions": { flags: kubectlFlags.facts, read: (flags) => readFacts("api-versions", flags) },
};

const handedBack: Readonly<Record<string, string>> = {
  edit: "it opens an editor; patch, set or apply a reviewed file instead",
  attach: "it attaches a terminal; run it in your own",
  "port-forward": "it opens a port on the machine it runs on; run it in your own terminal",
  proxy: "it opens a port on the machine it runs on; run it in your own terminal",
  cp: "it copies files to or from your machine",
  rsync: "it copies files to or from your machine",
  debug: "it starts a privileged helper pod; run it in your own terminal",
  replace: "the file is not in the runbook; a person applies it",
  run: "it starts a new pod with a program nobody has approved; run it in your own terminal, or exec into a pod that runs",
  expose: "it creates a service; apply a reviewed file instead",
  diff: "the file is not in the runbook",
  explain: "it prints documentation; read it in your own terminal",
  "import-image": "it changes an image stream; a person runs it",
  sa: "it prints a token, which is never shown here",
  serviceaccounts: "it prints a token, which is never shown here",
  extract: "it writes or prints secrets, which are never shown here; run it in your own terminal",
  login: "it signs you in on your own machine",
  project: "it changes the project of your own shell; give -n instead",
  projects: "it lists the projects of your own account; use get namespaces",
  config: "it changes the settings of your own kubectl",
  whoami: "it says who you are on your own machine",
};

function readVerb(verb: string, words: readonly string[]): ToolResult {
  if (verb === "adm") return readAdministration(words);
  if (verb === "exec" || verb === "rsh") return readProgram(verb, words);
  if (verb === "create" && !words.includes("job"))
    return manual(
      words.includes("secret")
        ? "kubectl create: a secret's value is never part of a runbook here; a person creates it"
        : "kubectl create: only job NAME --from=cronjob/NAME is understood; a person creates anything else",
    );
  const known = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!known)
    return manual(
      Object.hasOwn(handedBack, verb)
        ? `kubectl ${verb}: ${handedBack[verb]}`
        : `kubectl ${verb} is a plugin or a verb not understood here; run it in your own terminal and paste what matters`,
    );
  const flags = parseFlags(words, known.flags, { equalsAfterShort: true });
  if (flags.kind === "fault") return manual(`kubectl ${verb}: ${flags.reason}`);
  if (flags.rest !== undefined && flags.rest.length > 0) return manual(`kubectl ${verb} takes nothing after --`);
  return withEveryFlagUsed(flags, known.read(flags));
}

// Everything after the pod belongs to the program, whether or not -- stands before it.
function readProgram(verb: string, words: readonly string[]): ToolResult {
  const rsh = verb === "rsh";
  const flags = parseFlags(words, kubectlFlags.exec, { equalsAfterShort: true, stopAtWord: rsh });
  if (flags.kind === "fault") return manual(`kubectl ${verb}: ${flags.reason}`);
  if (!rsh) return withEveryFlagUsed(flags, readExec(flags));
  const [pod = "", ...command] = flags.positional;
  return readInside(withoutUndefined({ pod, container: flags.value("container"), ...placeOf(flags) }), command);
}

// `oc adm top`, `oc adm drain` and the like are kubectl's own verbs.
function readAdministration(words: readonly string[]): ToolResult {
  const at = words.findIndex((word) => ["top", "cordon", "uncordon", "drain", "taint"].includes(word));
  const verb = words[at];
  if (verb === undefined || words.slice(0, at).some((word) => !word.startsWith("-"))) {
    return manual(
      words.some((word) => /^(must-gather|inspect|node-logs)$/.test(word))
        ? "oc adm: it gathers files on your machine; run it in your own terminal and attach what matters"
        : "oc adm acts on the whole cluster; a person runs it",
    );
  }
  return readVerb(verb, [...words.slice(0, at), ...words.slice(at + 1)]);
}

function subVerb(
  flags: ParsedFlags,
  readers: Readonly<Record<string, (flags: ParsedFlags) => ToolResult>>,
): ToolResult {
  const [verb = "", ...positional] = flags.positional;
  const read = Object.hasOwn(readers, verb) ? readers[verb] : undefined;
  return read ? read({ ...flags, positional }) : manual(`${verb} is not understood here`);
}

function readFacts(facts: string, flags: ParsedFlags): ToolResult {
  if (flags.positional.length > 0)
    return manual(`kubectl ${facts} ${flags.positional.join(" ")} is not understood here`);
  return operation("kubernetes.cluster-facts", { facts, context: flags.value("context") });
}
