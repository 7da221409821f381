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
      return fault(
        `${program} after | is not a filter understood here${Object.hasOwn(instead, program) ? `; ${instead[program]}` : ""}`,
      );
  }
}

// What a person can do where a program after | is none of ours.
const instead: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries({
    "it runs a command for every line: look first, then write that command with the names": "xargs parallel while",
    "what is decoded may be a secret, which is never shown here: run it in your own terminal":
      "base64 base32 openssl gpg xxd od",
    "it changes the cluster with what it is fed: apply a reviewed file instead": "kubectl oc",
    "it keeps the output in a file: paste what matters as evidence": "tee gzip dd xsel pbcopy",
    "leave it out, or filter with grep, jq, awk, sed, sort, head or tail": "rg ag yq bat perl python python3 ruby",
  }).flatMap(([advice, programs]) => programs.split(" ").map((program) => [program, advice])),
);
