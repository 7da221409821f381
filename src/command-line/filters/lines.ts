import type { Filter } from "../../operation/filter.ts";
import type { FlagTable } from "../flags.ts";
import { type FilterResult, fault, smallNumber, withFlags } from "./filter-result.ts";

const file = "it reads a file and not what comes before it";

export function readHead(words: readonly string[]): FilterResult {
  return withFlags("head", plainNumbers(words), { "lines n": "value", "quiet q silent": "quiet-flag" }, (flags) => {
    if (flags.positional.length > 0) return file;
    const written = flags.value("lines") ?? "10";
    const lines = smallNumber(written.replace(/^-/, ""));
    if (lines === undefined) return `${written} is not a number of lines`;
    return { kind: "head", lines, ...(written.startsWith("-") && { allBut: true }) };
  });
}

export function readTail(words: readonly string[]): FilterResult {
  const follow = "it follows a file that never ends";
  const table = { "lines n": "value", "quiet q silent": "quiet-flag", "follow f": follow, F: follow };
  return withFlags("tail", plainNumbers(words), table, (flags) => {
    if (flags.positional.length > 0) return file;
    const written = flags.value("lines") ?? "10";
    const lines = smallNumber(written.replace(/^[+-]/, ""));
    if (lines === undefined) return `${written} is not a number of lines`;
    return { kind: "tail", lines, ...(written.startsWith("+") && { fromLine: true }) };
  });
}

// `head -50`, `tail -n+2`.
function plainNumbers(words: readonly string[]): readonly string[] {
  return words.map((word, at) =>
    /^(-n|--lines)$/.test(words[at - 1] ?? "") ? word : word.replace(/^-(\d+)$/, "-n$1"),
  );
}

const sortFlags: FlagTable = {
  "numeric-sort n": "flag",
  "human-numeric-sort h": "flag",
  "version-sort V": "flag",
  "general-numeric-sort g": "flag",
  "reverse r": "flag",
  "unique u": "flag",
  "ignore-case f": "flag",
  "key k": "value",
  "field-separator t": "value",
  "ignore-leading-blanks b": "quiet-flag",
  "stable s": "quiet-flag",
};

export function readSort(words: readonly string[]): FilterResult {
  return withFlags("sort", words, sortFlags, (flags): Filter | string => {
    if (flags.positional.length > 0) return file;
    const key = flags.value("key");
    const [, from, to, letters = ""] = /^(\d{1,4})(?:,(\d{1,4}))?([nrhVfgb]*)$/.exec(key ?? "1") ?? [];
    if (from === undefined) return `the key ${key} is not understood`;
    const separator = flags.value("field-separator");
    const is = (flag: string, letter: string) => flags.flag(flag) === true || letters.includes(letter);
    const numeric = [is("numeric-sort", "n"), is("general-numeric-sort", "g")].includes(true);
    const by = [
      { kind: "human" as const, wanted: is("human-numeric-sort", "h") },
      { kind: "version" as const, wanted: is("version-sort", "V") },
      { kind: "number" as const, wanted: numeric },
    ].find(({ wanted }) => wanted);
    return {
      kind: "sort",
      by: by?.kind ?? "text",
      ...(is("reverse", "r") && { reverse: true }),
      ...(flags.flag("unique") && { unique: true }),
      ...(is("ignore-case", "f") && { ignoreCase: true }),
      ...(key !== undefined && { fromField: Number(from) }),
      ...(to !== undefined && { toField: Number(to) }),
      ...(separator !== undefined && { separator }),
    };
  });
}

export function readUniq(words: readonly string[]): FilterResult {
  const table = { "count c": "flag", "repeated d": "flag", "unique u": "flag", "ignore-case i": "flag" };
  return withFlags("uniq", words, table, (flags) => {
    if (flags.positional.length > 0) return file;
    const repeated = flags.flag("repeated");
    const unrepeated = flags.flag("unique");
    if (repeated && unrepeated) return "-d and -u leave nothing";
    return {
      kind: "uniq",
      ...(flags.flag("count") && { count: true }),
      ...(repeated && { only: "repeated" as const }),
      ...(unrepeated && { only: "unrepeated" as const }),
      ...(flags.flag("ignore-case") && { ignoreCase: true }),
    };
  });
}

export function readWc(words: readonly string[]): FilterResult {
  const table = { "lines l": "flag", "words w": "flag", "bytes c": "flag", "chars m": "flag" };
  return withFlags("wc", words, table, (flags) => {
    if (flags.positional.length > 0) return file;
    const lines = flags.flag("lines") ? (["lines"] as const) : [];
    const inWords = flags.flag("words") ? (["words"] as const) : [];
    const bytes = flags.flag("bytes") ? (["bytes"] as const) : [];
    const characters = flags.flag("chars") ? (["characters"] as const) : [];
    const what = [...lines, ...inWords, ...bytes, ...characters];
    return { kind: "count", what: what.length > 0 ? what : ["lines", "words", "bytes"] };
  });
}

export function readPass(program: string, words: readonly string[]): FilterResult {
  return words.every((word) => /^-[RSXFn]+$/.test(word))
    ? { kind: "filter", filter: { kind: "pass" } }
    : fault(`${program}: ${file}`);
}
