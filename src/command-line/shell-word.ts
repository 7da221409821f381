import type { Word, WordPart } from "unbash";

/** One word of a command as it would reach a program, with holes where values are missing. */
export interface ShellWord {
  readonly value: string;
  readonly text: string;
  /** Why the word cannot be known without a shell. */
  readonly problem?: string;
  /** `$NAME`s in it, by position in the source. */
  readonly expansions: readonly { readonly start: number; readonly end: number; readonly name: string }[];
  /** The commands of `$(…)` when the word is that and nothing else. */
  readonly substitution?: string;
}

export function wordOf(source: string, word: Word, nameHole: (name: string) => string): ShellWord {
  const text = source.slice(word.pos, word.end);
  if (!word.parts) return literal(text, word.value);
  const reading: Reading = { expansions: [] };
  const value = word.parts.map((part) => readPart(source, part, nameHole, reading, text)).join("");
  const substitution = onlySubstitution(word.parts);
  return {
    value,
    text,
    expansions: reading.expansions,
    ...(reading.problem !== undefined && { problem: reading.problem }),
    ...(substitution !== undefined && { substitution }),
  };
}

function literal(text: string, value: string): ShellWord {
  const home = text.startsWith("~");
  return { value, text, expansions: [], ...(home && { problem: `${text} stands for a folder of your own machine` }) };
}

interface Reading {
  problem?: string;
  expansions: { start: number; end: number; name: string }[];
}

function readPart(
  source: string,
  part: WordPart,
  nameHole: (name: string) => string,
  reading: Reading,
  whole: string,
): string {
  const text = source.slice(part.pos, part.end);
  const refuse = (problem: string) => {
    reading.problem ??= problem;
    return text;
  };
  const expand = (name: string) => {
    reading.expansions.push({ start: part.pos, end: part.end, name });
    return nameHole(name);
  };
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
      return part.value;
    case "DoubleQuoted":
      return part.parts.map((child) => readPart(source, child, nameHole, reading, whole)).join("");
    case "SimpleExpansion": {
      const name = /^\$([A-Za-z_]\w*)$/.exec(text)?.[1];
      return name === undefined ? refuse(`${text} only has a value inside a shell`) : expand(name);
    }
    case "ParameterExpansion":
      if (part.prefix || part.index || part.operation || !/^[A-Za-z_]\w*$/.test(part.parameter))
        return refuse(`${text} needs a shell to work it out`);
      return expand(part.parameter);
    case "Glob":
      // What no file can be called is passed on as it stands.
      if (/^(https?:\/\/|jsonpath=|custom-columns=|-o=?jsonpath=|--output=jsonpath=)/.test(whole)) return part.value;
      return refuse(`${text} in ${whole} is a pattern that a shell would turn into file names`);
    case "CommandExpansion":
      return refuse(`${text} is a command inside the command; run it first and put in its answer`);
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

function onlySubstitution(parts: readonly WordPart[]): string | undefined {
  const [first, ...more] = parts;
  if (first === undefined || more.length > 0) return undefined;
  if (first.type === "DoubleQuoted") return onlySubstitution(first.parts);
  if (first.type !== "CommandExpansion") return undefined;
  return first.text.startsWith("$(") ? first.text.slice(2, -1) : first.text.slice(1, -1);
}
