import type { Filter } from "../../operation/filter.ts";
import type { FlagTable, ParsedFlags } from "../flags.ts";
import { type FilterResult, smallNumber, withFlags } from "./filter-result.ts";

const grepFlags: FlagTable = {
  "ignore-case i": "flag",
  "invert-match v": "flag",
  "word-regexp w": "flag",
  "line-regexp x": "flag",
  "only-matching o": "flag",
  "count c": "flag",
  "line-number n": "flag",
  "extended-regexp E": "flag",
  "perl-regexp P": "flag",
  "fixed-strings F": "flag",
  "basic-regexp G": "flag",
  "regexp e": "list",
  "before-context B": "value",
  "after-context A": "value",
  "context C": "value",
  "max-count m": "value",
  color: "quiet-flag",
  colour: "quiet-flag",
  "line-buffered": "quiet-flag",
  "text a": "quiet-flag",
  "no-filename h": "quiet-flag",
  "no-messages s": "quiet-flag",
};

export function readGrep(program: string, words: readonly string[]): FilterResult {
  const spelled = words.map((word) =>
    word.replace(/^-(\d+)$/, "-C$1").replace(/^--colou?r=(auto|always|never)$/, "--color"),
  );
  return withFlags(program, spelled, grepFlags, (flags) => readParsed(program, flags));
}

function readParsed(program: string, flags: ParsedFlags): Filter | string {
  const given = flags.list("regexp");
  const words = [...flags.positional, ...(flags.rest ?? [])];
  const patterns = given ?? words.slice(0, 1);
  const [file] = given ? words : words.slice(1);
  if (patterns.length === 0) return "it has no pattern";
  if (file !== undefined && file !== "-") return `it reads the file ${file} and not what comes before it`;
  const numbers = ["before-context", "after-context", "context", "max-count"].filter((flag) => flags.has(flag));
  if (numbers.some((flag) => smallNumber(flags.value(flag)) === undefined)) return "a number of lines is not a number";
  const context = smallNumber(flags.value("context"));
  const before = smallNumber(flags.value("before-context")) ?? context;
  const after = smallNumber(flags.value("after-context")) ?? context;
  const maximum = smallNumber(flags.value("max-count"));
  return {
    kind: "grep",
    patterns,
    syntax: syntaxOf(program, flags),
    ...(flags.flag("ignore-case") && { ignoreCase: true }),
    ...(flags.flag("invert-match") && { invert: true }),
    ...(flags.flag("word-regexp") && { wholeWord: true }),
    ...(flags.flag("line-regexp") && { wholeLine: true }),
    ...(flags.flag("only-matching") && { onlyMatching: true }),
    ...(flags.flag("count") && { count: true }),
    ...(flags.flag("line-number") && { lineNumbers: true }),
    ...(before !== undefined && { before }),
    ...(after !== undefined && { after }),
    ...(maximum !== undefined && { maximum }),
  };
}

function syntaxOf(program: string, flags: ParsedFlags): "basic" | "extended" | "perl" | "fixed" {
  const chosen = {
    perl: flags.flag("perl-regexp"),
    extended: flags.flag("extended-regexp"),
    fixed: flags.flag("fixed-strings"),
    basic: flags.flag("basic-regexp"),
  };
  if (chosen.perl) return "perl";
  if (chosen.fixed || program === "fgrep") return "fixed";
  return chosen.extended || program === "egrep" ? "extended" : "basic";
}
