import type { ParsedFlags } from "../flags.ts";
import { readPsql } from "../psql/read-psql.ts";
import { readRedisCli } from "../redis-cli.ts";
import { manual, operation, type ToolResult, withoutUndefined } from "../tool-result.ts";
import { placeOf } from "./looking.ts";

/** `kubectl exec pod -- program …`. psql and redis-cli are understood through; their operations say which pod they go through. */
export function readExec(flags: ParsedFlags): ToolResult {
  const [pod, ...before] = flags.positional;
  if (pod === undefined) return manual("exec names no pod");
  const command = flags.rest ?? before;
  if (flags.rest !== undefined && before.length > 0) return manual(`${before.join(" ")} stands between the pod and --`);
  const where = withoutUndefined({ pod: plainPod(pod), container: flags.value("container"), ...placeOf(flags) });
  return readInside(where, command);
}

export function readInside(where: Readonly<Record<string, unknown>>, command: readonly string[]): ToolResult {
  const [program = "", ...words] = command;
  const name = program.replace(/^(\/usr)?(\/local)?\/s?bin\//, "");
  if (shells.has(name) && words.some((word) => /^-[a-z]*c$/.test(word)))
    return manual("another shell in the pod would read its text; exec the command itself, without sh -c");
  if (interactive(name, words))
    return manual("it opens an interactive shell in a pod; run it in your own terminal and paste what matters");
  if (name === "psql") return through(readPsql(words), where);
  if (name === "redis-cli") return through(readRedisCli(words), where);
  return operation("kubernetes.exec", { ...where, command: [name, ...words] });
}

function through(result: ToolResult, where: Readonly<Record<string, unknown>>): ToolResult {
  if (result.kind !== "operations") return result;
  return {
    ...result,
    operations: result.operations.map((one) => ({
      ...one,
      operation: { ...one.operation, arguments: { ...one.operation.arguments, through: where } },
    })),
  };
}

const shells = new Set("sh bash zsh ash dash fish csh ksh su login".split(" "));
const consoles = new Set(
  "mysql mongo mongosh rails node python python3 irb iex htop vi vim less more watch".split(" "),
);

function interactive(program: string, words: readonly string[]): boolean {
  if (program === "") return true;
  if (shells.has(program)) return true;
  if (program === "top") return !words.some((word) => /^-[a-z]*n/.test(word));
  return consoles.has(program) && words.filter((word) => word.startsWith("-")).length === 0;
}

function plainPod(written: string): string {
  return written.replace(/^(pod|pods|po)\//, "");
}
