import { type FlagTable, numberOf, parseFlags, withEveryFlagUsed } from "./flags.ts";
import { manual, operation, type ToolResult } from "./tool-result.ts";

const logFlags: FlagTable = {
  oneline: "flag",
  "since after": "value",
  "until before": "value",
  "max-count n": "value",
  author: "value",
  grep: "value",
  stat: "flag",
  "name-only": "flag",
  "name-status": "flag",
  decorate: "quiet-flag",
  graph: "quiet-flag",
  all: "flag",
  "no-merges": "quiet-flag",
  "first-parent": "quiet-flag",
  "abbrev-commit": "quiet-flag",
  "no-pager": "quiet-flag",
  format: "quiet-value",
  pretty: "quiet-value",
  date: "quiet-value",
};

/** The words after `git`: only the log can be asked of where the repository is hosted. */
export function readGit(words: readonly string[]): ToolResult {
  const [verb, ...rest] = words[0] === "--no-pager" ? words.slice(1) : words;
  if (verb !== "log") return manual(`git ${verb ?? ""} works on your own copy of the repository; run it there`);
  const flags = parseFlags(
    rest.map((word) => word.replace(/^-(\d+)$/, "-n$1")),
    logFlags,
  );
  if (flags.kind === "fault") return manual(`git log: ${flags.reason}`);
  const [revision, ...paths] = flags.positional;
  const showFiles = [flags.flag("stat"), flags.flag("name-only"), flags.flag("name-status")].includes(true);
  return withEveryFlagUsed(
    flags,
    operation("git.log", {
      since: flags.value("since"),
      until: flags.value("until"),
      maximum: numberOf(flags.value("max-count")),
      author: flags.value("author"),
      search: flags.value("grep"),
      revision,
      paths: [...paths, ...(flags.rest ?? [])].length > 0 ? [...paths, ...(flags.rest ?? [])] : undefined,
      oneLine: flags.flag("oneline"),
      showFiles: showFiles || undefined,
    }),
  );
}
