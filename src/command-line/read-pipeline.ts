import type { Filter } from "../operation/filter.ts";
import { hasHole } from "../operation/hole.ts";
import { readAws } from "./aws.ts";
import { readCurl } from "./curl.ts";
import { readFilter } from "./filters/read-filter.ts";
import { readGit } from "./git.ts";
import { readKubectl } from "./kubectl/read-kubectl.ts";
import { readProgram } from "./programs.ts";
import { readPsql } from "./psql/read-psql.ts";
import { readRedisCli } from "./redis-cli.ts";
import type { ShellStage } from "./shell.ts";
import { manual, type Tool, type ToolResult, withoutUndefined } from "./tool-result.ts";

const tools: Readonly<Record<string, Tool>> = {
  kubectl: readKubectl,
  k: readKubectl,
  oc: readKubectl,
  psql: readPsql,
  "redis-cli": readRedisCli,
  aws: readAws,
  curl: readCurl,
  git: readGit,
};

export interface PipelineResult {
  readonly result: ToolResult;
  readonly filters: readonly Filter[];
}

/** A pipeline: one source and its filters. Whatever is not understood of any stage makes the whole of it manual. */
export function readPipeline(stages: readonly ShellStage[]): PipelineResult {
  const [source, ...rest] = stages;
  const words = (source?.words ?? []).map((word) => word.value);
  const program = words[0];
  if (!source || program === undefined) return refuse("it holds no command");
  if (hasHole(program)) return refuse("the program itself is a placeholder");
  const problem = problemOf(stages);
  const result = readSource(source, words);
  if (problem !== undefined && !(result.kind === "manual" && isOnlyForPeople(program))) return refuse(problem);
  if (result.kind === "manual") return { result, filters: [] };
  const filters: Filter[] = [];
  for (const stage of rest) {
    const [filterName = "", ...filterWords] = stage.words.map((word) => word.value);
    if (stage.assignments.length > 0) return refuse(`${stage.assignments[0]?.name} is set for ${filterName} alone`);
    const filter = readFilter(filterName, filterWords);
    if (filter.kind === "fault") return refuse(filter.reason);
    filters.push(filter.filter);
  }
  return { result, filters };
}

function refuse(reason: string): PipelineResult {
  return { result: manual(reason), filters: [] };
}

function problemOf(stages: readonly ShellStage[]): string | undefined {
  for (const stage of stages) {
    const word = stage.words.find(({ problem }) => problem !== undefined);
    if (word?.problem !== undefined) return word.problem;
    const [redirect] = stage.redirects;
    if (redirect === undefined) continue;
    return redirect.startsWith("<")
      ? `${redirect} feeds a file that is not in the runbook; run it where the file is, or let a script of yours do it and run that as a job`
      : `${redirect} keeps the output in a file, which would be lost; leave it out, every output is kept as evidence`;
  }
  return undefined;
}

// Programs a person runs anyway keep their own reason.
function isOnlyForPeople(program: string): boolean {
  return !Object.hasOwn(tools, program);
}

function readSource(stage: ShellStage, written: readonly string[]): ToolResult {
  const words = withoutSudo(written);
  const [program = "", ...rest] = words;
  const name = program.replace(/^(\/usr)?(\/local)?\/s?bin\//, "");
  const tool = Object.hasOwn(tools, name) ? tools[name] : undefined;
  if (!tool) return withEnvironment(stage, readOther(name, rest));
  const [assignment] = stage.assignments;
  if (assignment)
    return manual(`${assignment.name} is set for this command alone; connections and identities come from the catalog`);
  return tool(rest);
}

// What a person runs as root has the reason of the program itself; a Job never runs as root.
function readOther(program: string, words: readonly string[]): ToolResult {
  const [inner, ...rest] = words;
  const under =
    program === "sudo" && inner !== undefined && /^[\w./][\w./-]*$/.test(inner) ? readProgram(inner, rest) : undefined;
  return under?.kind === "manual" ? under : readProgram(program, words);
}

// Typed operations run as the bot, so a plain sudo before a tool means nothing; sudo as somebody else does.
function withoutSudo(words: readonly string[]): readonly string[] {
  return words[0] === "sudo" && words[1] !== undefined && Object.hasOwn(tools, words[1]) ? words.slice(1) : words;
}

function withEnvironment(stage: ShellStage, result: ToolResult): ToolResult {
  if (result.kind !== "job" || stage.assignments.length === 0) return result;
  const problem = stage.assignments.find(({ value }) => value.problem !== undefined)?.value.problem;
  if (problem !== undefined) return manual(problem);
  const environment = Object.fromEntries(stage.assignments.map(({ name, value }) => [name, value.value]));
  return {
    kind: "job",
    operation: { ...result.operation, arguments: withoutUndefined({ ...result.operation.arguments, environment }) },
  };
}
