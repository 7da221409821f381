import {
  type AssignmentPrefix,
  type Command,
  type CommandNode,
  forEachChild,
  type ParseError,
  type PipelineNode,
  parse,
  type Redirection,
  type Statement,
  type SyntaxNode,
  type Word,
} from "unbash";
import { type Holes, type ShellWord, wordOf } from "./shell-word.ts";

/** One command of a shell text: a pipeline, an assignment, or a construct that only a shell understands. */
export interface ShellCommand {
  readonly start: number;
  readonly end: number;
  readonly form: ShellForm;
}

export type ShellForm =
  | { readonly kind: "pipeline"; readonly stages: readonly ShellStage[] }
  | { readonly kind: "assignments"; readonly assignments: readonly ShellAssignment[] }
  | { readonly kind: "construct"; readonly reason: string };

export interface ShellStage {
  readonly words: readonly ShellWord[];
  /** Assignments before the command, for it alone. */
  readonly assignments: readonly ShellAssignment[];
  /** Redirects as written that are not harmless. */
  readonly redirects: readonly string[];
}

export interface ShellAssignment {
  readonly name: string;
  readonly value: ShellWord;
}

export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly errors: readonly ParseError[];
}

/** The only door to the shell grammar. Nothing is expanded and nothing runs. `holes` stands in for what only a shell would know. */
export function parseShell(source: string, holes: Holes): ShellScript {
  const script = parse(source);
  const commands: ShellCommand[] = [];
  for (const statement of script.commands) readStatement(source, statement, holes, commands);
  return { commands, errors: [...(script.errors ?? []), ...script.commands.flatMap((node) => nestedErrors(node))] };
}

function readStatement(source: string, statement: Statement, holes: Holes, into: ShellCommand[]): void {
  const { command } = statement;
  const parts: readonly PipelineNode[] = command.type === "AndOr" ? command.commands : [command];
  for (const part of parts) {
    const form: ShellForm = statement.background
      ? { kind: "construct", reason: "it runs in the background of your own shell" }
      : readPipeline(source, part, holes);
    into.push({ start: part.pos, end: endOf(part), form });
  }
}

// A here-document stands after the line that opens it, and belongs to it.
function endOf(node: PipelineNode): number {
  let end = node.end;
  const commands = node.type === "Pipeline" ? node.commands : [node];
  for (const command of commands) {
    if (command.type !== "Command") continue;
    for (const redirect of command.redirects)
      if (redirect.type === "HereDoc") end = Math.max(end, redirect.closing?.end ?? redirect.body.end);
  }
  return end;
}

function readPipeline(source: string, node: PipelineNode, holes: Holes): ShellForm {
  if (node.type !== "Pipeline") return node.type === "Command" ? readSimple(source, node, holes) : construct(node);
  if (node.prefixes.length > 0) return { kind: "construct", reason: "! and time belong to a shell" };
  if (node.operators.includes("|&")) return { kind: "construct", reason: "|& mixes errors into the output" };
  const stages: ShellStage[] = [];
  for (const command of node.commands) {
    if (command.type !== "Command") return construct(command);
    stages.push(readStage(source, command, holes));
  }
  return { kind: "pipeline", stages };
}

const declarations = new Set(["export", "declare", "readonly", "local", "typeset"]);

function readSimple(source: string, command: Command, holes: Holes): ShellForm {
  const redirected = command.redirects.length > 0;
  const isAssignment = (node: { readonly type: string }): node is AssignmentPrefix => node.type === "Assignment";
  const declared =
    command.name !== undefined &&
    declarations.has(command.name.value) &&
    command.args.length > 0 &&
    command.args.every(isAssignment);
  if (!redirected && (command.name === undefined || declared)) {
    const written = [...command.prefix, ...command.suffix].filter(isAssignment);
    const assignments = written.map((node) => assignmentOf(source, node, holes));
    if (assignments.length > 0) return { kind: "assignments", assignments };
  }
  return { kind: "pipeline", stages: [readStage(source, command, holes)] };
}

function readStage(source: string, command: Command, holes: Holes): ShellStage {
  const words = command.args.map((node) => wordOf(source, node.type === "Word" ? node : asWord(source, node), holes));
  return {
    words: command.name ? [wordOf(source, command.name, holes), ...words] : words,
    assignments: command.prefix.flatMap((node) =>
      node.type === "Assignment" ? [assignmentOf(source, node, holes)] : [],
    ),
    redirects: command.redirects
      .filter((redirect) => !isHarmless(redirect))
      .map((redirect) => source.slice(redirect.pos, redirect.end)),
  };
}

// As an argument `NAME=value` is a word like any other.
function asWord(source: string, node: AssignmentPrefix): Word {
  const text = source.slice(node.pos, node.end);
  const inner = node.value.type === "Word" ? node.value : undefined;
  const start = source.slice(node.pos, inner?.pos ?? node.end);
  const parts = inner?.parts
    ? [{ type: "Literal" as const, pos: node.pos, end: inner.pos, value: start, text: start }, ...inner.parts]
    : undefined;
  return { type: "Word", text, value: start + (inner?.value ?? ""), pos: node.pos, end: node.end, parts };
}

function assignmentOf(source: string, node: AssignmentPrefix, holes: Holes): ShellAssignment {
  if (node.value.type === "Word" && !node.append && !node.index)
    return { name: node.name, value: wordOf(source, node.value, { variable: holes.variable }) };
  const text = source.slice(node.pos, node.end);
  return {
    name: node.name,
    value: { value: text, text, problem: "an array or an append belongs to a shell", inputs: [] },
  };
}

// "Other than 2>/dev/null and 2>&1": where errors go changes nothing in the cluster and nothing in the output that counts.
function isHarmless(redirect: Redirection): boolean {
  if (redirect.type !== "Redirect" || redirect.descriptor?.type !== "FileDescriptor" || redirect.descriptor.value !== 2)
    return false;
  const target = redirect.target?.text;
  return (redirect.operator === ">" && target === "/dev/null") || (redirect.operator === ">&" && target === "1");
}

function construct(node: Exclude<CommandNode, Command>): ShellForm {
  const what: Partial<Record<SyntaxNode["type"], string>> = {
    For: "a loop",
    ArithmeticFor: "a loop",
    While: "a loop",
    Select: "a menu",
    If: "a condition",
    Case: "a condition",
    TestCommand: "a test",
    Function: "a function",
    Coproc: "a coprocess",
    ArithmeticCommand: "arithmetic",
  };
  return { kind: "construct", reason: `${what[node.type] ?? "a group of commands"} needs a shell; run it in your own` };
}

function nestedErrors(node: SyntaxNode): readonly ParseError[] {
  const errors: ParseError[] = [];
  forEachChild(node, (child) => {
    if (child.type === "Script") errors.push(...(child.errors ?? []));
    errors.push(...nestedErrors(child));
  });
  return errors;
}
