import {
  type AwsAction,
  askedWhenItRuns,
  awsOperationName,
  camelCase,
  type ParameterKind,
} from "../operation/aws/action.ts";
import { awsActions } from "../operation/aws/actions.ts";
import { type FlagTable, numberOf, type ParsedFlags, parseFlags, withEveryFlagUsed } from "./flags.ts";
import { manual, operation, type ToolResult } from "./tool-result.ts";

const account = "the bot acts as itself, in the account the catalog names; leave this flag out";
const elsewhere = "it could send the call, or its answer, elsewhere";

const globalFlags: FlagTable = {
  region: "value",
  query: "value",
  output: "value",
  "no-cli-pager": "quiet-flag",
  "no-paginate": "quiet-flag",
  color: "quiet-value",
  "max-items": "quiet-value",
  "page-size": "quiet-value",
  "cli-read-timeout": "quiet-value",
  "cli-connect-timeout": "quiet-value",
  profile: account,
  "no-sign-request": account,
  "endpoint-url": elsewhere,
  "no-verify-ssl": elsewhere,
  "ca-bundle": elsewhere,
  debug: "it would print credentials",
  "cli-input-json": "arguments from a file or a document are not read here; give them as flags",
  "cli-input-yaml": "arguments from a file or a document are not read here; give them as flags",
  "generate-cli-skeleton": "it only prints a form",
};

const flagKind: Readonly<Record<ParameterKind, string>> = {
  word: "value",
  words: "list",
  number: "value",
  flag: "flag",
  groups: "list",
  secret: "value",
};

const known = new Map(
  awsActions.map((action) => {
    const own = Object.entries(action.parameters).map(([flag, kind]): [string, string] => [flag, flagKind[kind]]);
    const negated = Object.entries(action.parameters).flatMap(([flag, kind]): [string, string][] =>
      kind === "flag" ? [[`no-${flag}`, "flag"]] : [],
    );
    return [
      awsOperationName(action),
      { action, flags: { ...globalFlags, ...Object.fromEntries([...own, ...negated]) } },
    ];
  }),
);

const handedBack: Readonly<Record<string, string>> = {
  "ecs-execute-command": "it opens a session in a container; run it in your own terminal",
  "ssm-start-session": "it opens a session on a machine; run it in your own terminal",
  "s3-cp":
    "it copies files to or from the machine it runs on; run it there, or let a script of yours do it and run that as a job",
  "s3-sync":
    "it copies files to or from the machine it runs on; run it there, or let a script of yours do it and run that as a job",
  "s3-mv": "it moves files to or from the machine it runs on",
  "eks-update-kubeconfig": "it changes the settings of your own kubectl",
  "logs-filter-pattern":
    "the AWS command line has no logs filter-pattern; write logs filter-log-events --filter-pattern",
};

/** The words after `aws`: service, action, flags. */
export function readAws(words: readonly string[]): ToolResult {
  const before = parseFlags(words, globalFlags, { stopAtWord: true });
  if (before.kind === "fault") return manual(`aws: ${before.reason}`);
  const [service = "", action = "", waiter = ""] = before.positional;
  const leading = words.slice(0, words.length - before.positional.length);
  const waits = action === "wait";
  const name = `aws.${service}-${waits ? `wait-${waiter}` : action}`;
  const found = known.get(name);
  if (!found)
    return manual(
      handedBack[`${service}-${action}`] ??
        `aws ${service} ${waits ? `wait ${waiter}` : action} is not an action known here; run it yourself and paste what matters`,
    );
  const flags = parseFlags([...leading, ...before.positional.slice(waits ? 3 : 2)], found.flags, { manyValues: true });
  if (flags.kind === "fault") return manual(`aws ${service} ${action}: ${flags.reason}`);
  return withEveryFlagUsed(flags, readAction(found.action, flags));
}

function readAction(action: AwsAction, flags: ParsedFlags): ToolResult {
  const positional = action.positional ?? [];
  if (flags.rest !== undefined) return manual("aws takes no --");
  if (flags.positional.length > positional.length)
    return manual(`aws: ${flags.positional.slice(positional.length).join(" ")} stands where nothing may`);
  if (flags.positional.some((word) => /^fileb?:/.test(word)))
    return manual("aws: it names a file that is not in the runbook");
  const given: Record<string, unknown> = {
    region: flags.value("region"),
    query: flags.value("query"),
    output: flags.value("output"),
  };
  positional.forEach((flag, at) => {
    given[camelCase(flag)] = flags.positional[at];
  });
  for (const [flag, kind] of Object.entries(action.parameters)) {
    if (!flags.has(flag) && !flags.has(`no-${flag}`)) continue;
    const words = flags.list(flag) ?? [];
    if (words.some((word) => /^(file|fileb):/.test(word)))
      return manual(`--${flag} names a file that is not in the runbook`);
    if (kind !== "words" && kind !== "groups" && words.length > 1)
      return manual(`--${flag} takes one value, not ${words.length}`);
    given[camelCase(flag)] = parameterValue(kind, flag, words, flags);
  }
  return operation(awsOperationName(action), given);
}

function parameterValue(kind: ParameterKind, flag: string, words: readonly string[], flags: ParsedFlags): unknown {
  switch (kind) {
    case "word":
      return words[0];
    case "words":
      return words;
    case "number":
      return numberOf(words[0]);
    case "flag":
      return flags.flag(flag) ?? !flags.flag(`no-${flag}`);
    case "groups":
      return words.flatMap(groupOf);
    case "secret":
      return askedWhenItRuns;
  }
}

// `Name=ServiceName,Value=api`, `Name=x,Values=a,b`, or the same as JSON.
function groupOf(word: string): readonly unknown[] {
  if (/^\s*[[{]/.test(word)) {
    const parsed = parseJson(word);
    return Array.isArray(parsed) ? parsed : [parsed];
  }
  const group: Record<string, string | string[]> = {};
  let key = "";
  for (const piece of word.split(",")) {
    const equals = piece.indexOf("=");
    if (equals > 0) {
      key = piece.slice(0, equals);
      group[key] = key === "Values" ? [piece.slice(equals + 1)] : piece.slice(equals + 1);
    } else {
      group[key] = [group[key] ?? [], piece].flat();
    }
  }
  return [group];
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
