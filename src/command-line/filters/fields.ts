import type { Filter } from "../../operation/filter.ts";
import { type FilterResult, fault, withFlags } from "./filter-result.ts";

const longestProgram = 300;
const file = "it reads a file and not what comes before it";

export function readCut(words: readonly string[]): FilterResult {
  const table = {
    "delimiter d": "value",
    "fields f": "value",
    "characters c": "value",
    "bytes b": "value",
    "only-delimited s": "quiet-flag",
  };
  return withFlags("cut", words, table, (flags) => {
    if (flags.positional.length > 0) return file;
    const fields = flags.value("fields");
    const characters = flags.value("characters") ?? flags.value("bytes");
    const ranges = fields ?? characters;
    if (ranges === undefined || !/^[\d,-]+$/.test(ranges) || (fields !== undefined && characters !== undefined))
      return "it needs one list of fields or characters";
    return {
      kind: "cut",
      by: fields === undefined ? "characters" : "fields",
      ranges,
      delimiter: flags.value("delimiter") ?? "\t",
    };
  });
}

export function readTr(words: readonly string[]): FilterResult {
  const table = { "delete d": "flag", "squeeze-repeats s": "flag" };
  return withFlags("tr", words, table, (flags) => {
    const [from, to, ...more] = flags.positional;
    if (from === undefined || more.length > 0) return "it needs one or two sets of characters";
    const remove = flags.flag("delete") === true;
    const squeeze = flags.flag("squeeze-repeats") === true;
    if (to === undefined && !remove && !squeeze) return "it needs a second set of characters";
    return {
      kind: "translate",
      from,
      ...(to !== undefined && { to }),
      ...(remove && { delete: true }),
      ...(squeeze && { squeeze: true }),
    };
  });
}

/** Only `{print $1, $NF}`, with a pattern, `NR>1` or `NR==1` before it. awk is a language; nothing else of it is read. */
export function readAwk(words: readonly string[]): FilterResult {
  return withFlags("awk", words, { F: "value" }, (flags): Filter | string => {
    const [program, ...more] = flags.positional;
    if (program === undefined || more.length > 0) return file;
    if (program.length > longestProgram) return "its program is too long to be read";
    const [, pattern, skip, only, list] =
      /^\s*(?:\/((?:[^/\\]|\\.)*)\/|NR\s*>\s*(\d{1,4})|NR\s*==\s*(\d{1,4}))?\s*\{\s*print\s*([^{}]*?)\s*;?\s*\}\s*$/.exec(
        program,
      ) ?? [];
    if (list === undefined) return "only { print $1, $2 } is understood of awk";
    const fields = (list === "" ? "$0" : list).split(/\s*,\s*/).map(fieldOf);
    if (fields.some((field) => field === undefined)) return "only { print $1, $2 } is understood of awk";
    const separator = flags.value("F");
    return {
      kind: "fields",
      fields: fields.filter((field) => field !== undefined),
      ...(separator !== undefined && { separator }),
      ...(pattern !== undefined && { pattern }),
      ...(skip !== undefined && { skip: Number(skip) }),
      ...(only !== undefined && { onlyLine: Number(only) }),
    };
  });
}

function fieldOf(word: string): number | undefined {
  if (word === "$NF") return -1;
  const [, number] = /^\$(\d{1,3})$/.exec(word) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** `-n '10,20p'`, `-n '/x/,$p'`, `-n '$p'` is not; `'s/a/b/g'`. Commands of sed that write or run (`w`, `e`) do not fit these forms. */
export function readSed(words: readonly string[]): FilterResult {
  return withFlags(
    "sed",
    words,
    { "quiet n silent": "flag", "regexp-extended E r": "flag", "expression e": "value" },
    (flags): Filter | string => {
      const inFlag = flags.value("expression");
      const [script = inFlag, ...more] = flags.positional;
      if (script === undefined || more.length > 0 || (inFlag !== undefined && script !== inFlag)) return file;
      if (script.length > longestProgram) return "its program is too long to be read";
      const quiet = flags.flag("quiet") === true;
      const extended = flags.flag("regexp-extended") === true;
      const [, from, comma, to] = /^\s*(\d{1,6})\s*(?:(,)\s*(\d{1,6}|\$))?\s*p\s*$/.exec(script) ?? [];
      if (quiet && from !== undefined) {
        return {
          kind: "lines",
          from: Number(from),
          ...(to === "$" ? {} : { to: Number(comma === undefined ? from : to) }),
        };
      }
      const [, first] = /^\s*\/((?:[^/\\\n]|\\.)+)\/\s*,\s*\$\s*p\s*$/.exec(script) ?? [];
      if (quiet && first !== undefined)
        return { kind: "from-match", pattern: first, syntax: extended ? "extended" : "basic" };
      const [, , pattern, replacement, all] =
        /^s([/|#,])((?:(?!\1)[^\\\n]|\\.)+)\1((?:(?!\1)[^\\\n]|\\.)*)\1(g?)$/.exec(script) ?? [];
      if (quiet || pattern === undefined || replacement === undefined)
        return "only -n '1,5p', -n '/x/,$p' and 's/a/b/' are understood of sed";
      return {
        kind: "replace",
        pattern,
        replacement,
        syntax: extended ? "extended" : "basic",
        ...(all === "g" && { all: true }),
      };
    },
  );
}

export function readColumn(words: readonly string[]): FilterResult {
  return words.every((word) => word === "-t")
    ? { kind: "filter", filter: { kind: "columns" } }
    : fault("column: only -t is understood");
}
