import type { FlagTable } from "../flags.ts";
import { type FilterResult, fault, withFlags } from "./filter-result.ts";

const jqFlags: FlagTable = {
  "raw-output r": "flag",
  "compact-output c": "flag",
  "slurp s": "flag",
  "sort-keys S": "flag",
  "exit-status e": "quiet-flag",
  "color-output C": "quiet-flag",
  "monochrome-output M": "quiet-flag",
};

/** jq's program is run by jq itself, sealed in a worker; here only its flags are read. */
export function readJq(words: readonly string[]): FilterResult {
  const variables: Record<string, string> = {};
  const rest: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const [word = "", name, value] = words.slice(at, at + 3);
    if (word !== "--arg") {
      rest.push(word);
      continue;
    }
    if (name === undefined || value === undefined) return fault("jq: --arg needs a name and a value");
    variables[name] = value;
    at += 2;
  }
  return withFlags("jq", rest, jqFlags, (flags) => {
    const [program = ".", ...files] = flags.positional;
    if (files.length > 0) return "it reads a file and not what comes before it";
    if (/\b(input_filename|import|include|\$ENV|env|input_line_number|debug|stderr|halt|halt_error)\b/.test(program))
      return "its program reaches outside its input";
    return {
      kind: "jq",
      program,
      ...(flags.flag("raw-output") && { raw: true }),
      ...(flags.flag("compact-output") && { compact: true }),
      ...(flags.flag("slurp") && { slurp: true }),
      ...(flags.flag("sort-keys") && { sortKeys: true }),
      ...(Object.keys(variables).length > 0 && { variables }),
    };
  });
}
