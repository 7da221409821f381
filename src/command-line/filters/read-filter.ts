import { readAwk, readColumn, readCut, readSed, readTr } from "./fields.ts";
import { type FilterResult, fault } from "./filter-result.ts";
import { readGrep } from "./grep.ts";
import { readJq } from "./jq.ts";
import { readHead, readPass, readSort, readTail, readUniq, readWc } from "./lines.ts";

/** One stage of a pipeline after the first. A program that is no filter is a fault that names it. */
export function readFilter(program: string, words: readonly string[]): FilterResult {
  switch (program) {
    case "grep":
    case "egrep":
    case "fgrep":
      return readGrep(program, words);
    case "head":
      return readHead(words);
    case "tail":
      return readTail(words);
    case "sort":
      return readSort(words);
    case "uniq":
      return readUniq(words);
    case "wc":
      return readWc(words);
    case "cut":
      return readCut(words);
    case "tr":
      return readTr(words);
    case "awk":
    case "gawk":
      return readAwk(words);
    case "sed":
      return readSed(words);
    case "jq":
      return readJq(words);
    case "column":
      return readColumn(words);
    case "cat":
    case "less":
    case "more":
      return readPass(program, words);
    default:
      return fault(`${program} after | is not a filter understood here`);
  }
}
