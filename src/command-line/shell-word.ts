import type { Word, WordPart } from "unbash";

/** One word of a command as it would reach a program, with holes where values are missing. */
export interface ShellWord {
  readonly value: string;
  readonly text: string;
  /** Why the word cannot be known without a shell. */
  readonly problem?: string;
  /** `$(…)`s in it that a hole stands for. Whoever takes the word must judge the commands in them. */
  readonly inputs: readonly ShellInput[];
  /** The commands of `$(…)` when the word is that and nothing else. */
  readonly substitution?: string;
}

/** A command whose output is a part of a word. */
export interface ShellInput {
  readonly start: number;
  readonly end: number;
  /** As written, with its `$( )` or backticks. */
  readonly text: string;
}

/** What stands in for values that only a shell would have. */
export interface Holes {
  /** A hole for `$NAME`. */
  variable(name: string): string;
  /** A hole for `$(…)`; without it, such a word is a problem. */
  input?: (text: string) => string;
}

export function wordOf(source: string, word: Word, holes: Holes): ShellWord {
  const text = source.slice(word.pos, word.end);
  if (!word.parts) return literal(text, word.value);
  const reading: Reading = { inputs: [] };
  const value = word.parts.map((part) => readPart(source, part, holes, reading, text)).join("");
  const substitution = onlySubstitution(word.parts);
  return {
    value,
    text,
    inputs: reading.inputs,
    ...(reading.problem !== undefined && { problem: reading.problem }),
    ...(substitution !== undefined && { substitution }),
  };
}

function literal(text: string, value: string): ShellWord {
  const home = text.startsWith("~");
  return { value, text, inputs: [], ...(home && { problem: `${text} stands for a folder of your own machine` }) };
}

interface Reading {
  problem?: string;
  inputs: ShellInput[];
}

function readPart(source: string, part: WordPart, holes: Holes, reading: Reading, whole: string): string {
  const text = source.slice(part.pos, part.end);
  const refuse = (problem: string) => {
    reading.problem ??= problem;
    return text;
  };
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "DoubleQuoted":
      return part.parts.map((child) => readPart(source, child, holes, reading, whole)).join("");
    case "SimpleExpansion": {
      const name = /^\$([A-Za-z_]\w*)$/.exec(text)?.[1];
      return name === undefined ? refuse(`${text} only has a value inside a shell`) : holes.variable(name);
    }
    case "ParameterExpansion":
      if (part.prefix || part.index || part.operation || !/^[A-Za-z_]\w*$/.test(part.parameter))
        return refuse(`${text} needs a shell to work it out`);
      return holes.variable(part.parameter);
    case "Glob":
      // What no file can be called is passed on as it stands.
      if (/^(https?:\/\/|jsonpath=|custom-columns=|-o=?jsonpath=|--output=jsonpath=)/.test(whole)) return part.value;
      return refuse(`${text} in ${whole} is a pattern that a shell would turn into file names`);
    case "CommandExpansion":
      if (!holes.input) return refuse(insideAnother(text));
      reading.inputs.push({ start: part.pos, end: part.end, text });
      return holes.input(text);
    case "ProcessSubstitution":
      return refuse(`${text} feeds the output of one command to another`);
    case "ArithmeticExpansion":
      return refuse(`${text} is arithmetic for a shell`);
    case "LocaleString":
    case "ExtendedGlob":
    case "BraceExpansion":
      return refuse(`${text} is worked out by a shell`);
  }
}

/** Why a `$(…)` is not worked out here. */
export function insideAnother(text: string): string {
  return `${text} is a command inside the command; run it first and put in its answer`;
}

/** The command inside `$(…)` or backticks. */
export function insideOf(text: string): string {
  return text.startsWith("$(") ? text.slice(2, -1) : text.slice(1, -1);
}

function onlySubstitution(parts: readonly WordPart[]): string | undefined {
  const [first, ...more] = parts;
  if (first === undefined || more.length > 0) return undefined;
  if (first.type === "DoubleQuoted") return onlySubstitution(first.parts);
  if (first.type !== "CommandExpansion") return undefined;
  return insideOf(first.text);
}
