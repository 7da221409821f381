import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, test } from "vitest";
import type { Filter } from "../../../src/operation/filter.ts";
import { applyFilters } from "../../../src/targets/filters/apply-filters.ts";
import { createSlowWork } from "../../../src/targets/filters/slow-work.ts";

const slow = createSlowWork();
afterAll(() => slow.close());

const apply = (text: string, ...filters: Filter[]): Promise<string> =>
  applyFilters(text, filters, slow, new AbortController().signal);

const log = [
  "2026-11-21 03:12:01 INFO  api started on port 8000",
  "2026-11-21 03:12:07 ERROR [db] pool exhausted (size=5)",
  "2026-11-21 03:12:07 error retrying in 5s",
  "",
  "2026-11-21 03:12:09 WARN  a.b*c [x] $HOME \\ end",
  "2026-11-21 03:12:09 WARN  a.b*c [x] $HOME \\ end",
  "10 apples",
  "9 pears",
  "2.5K figs",
  "1M nuts",
].join("\n");

/** What the tool of that name prints for the same text. */
function printed(program: string, words: readonly string[], input = `${log}\n`): string {
  try {
    return execFileSync(program, words, { input, env: { LC_ALL: "C", PATH: "/usr/bin:/bin" } }).toString();
  } catch (error) {
    // grep that finds nothing ends with 1.
    if (error instanceof Error && "status" in error && error.status === 1) return "";
    throw error;
  }
}

const grep = (pattern: string, rest: Partial<Extract<Filter, { kind: "grep" }>> = {}): Filter => ({
  kind: "grep",
  patterns: [pattern],
  syntax: "basic",
  ...rest,
});

const sameAs: readonly (readonly [string, readonly string[], Filter])[] = [
  ["grep", ["-i", "error"], grep("error", { ignoreCase: true })],
  ["grep", ["-v", "2026"], grep("2026", { invert: true })],
  ["grep", ["-c", "WARN"], grep("WARN", { count: true })],
  ["grep", ["-n", "WARN"], grep("WARN", { lineNumbers: true })],
  ["grep", ["-E", "ERROR|WARN"], grep("ERROR|WARN", { syntax: "extended" })],
  ["grep", ["ERROR\\|WARN"], grep("ERROR\\|WARN")],
  ["grep", ["-F", "a.b*c [x] $HOME \\"], grep("a.b*c [x] $HOME \\", { syntax: "fixed" })],
  [
    "grep",
    ["-o", "-E", "[0-9]+s|port [[:digit:]]+"],
    grep("[0-9]+s|port [[:digit:]]+", { syntax: "extended", onlyMatching: true }),
  ],
  ["grep", ["-P", "(?i)error(?! retry)"], grep("(?i)error(?! retry)", { syntax: "perl" })],
  ["grep", ["-w", "5"], grep("5", { wholeWord: true })],
  ["grep", ["-x", "9 pears"], grep("9 pears", { wholeLine: true })],
  ["grep", ["-A1", "-B1", "apples"], grep("apples", { before: 1, after: 1 })],
  ["grep", ["-n", "-C1", "INFO\\|nuts"], grep("INFO\\|nuts", { before: 1, after: 1, lineNumbers: true })],
  ["grep", ["-m1", "WARN"], grep("WARN", { maximum: 1 })],
  ["grep", ["[]x]"], grep("[]x]")],
  ["head", ["-n", "2"], { kind: "head", lines: 2 }],
  ["head", ["-n", "-2"], { kind: "head", lines: 2, allBut: true }],
  ["tail", ["-n", "2"], { kind: "tail", lines: 2 }],
  ["tail", ["-n", "+9"], { kind: "tail", lines: 9, fromLine: true }],
  ["sort", [], { kind: "sort", by: "text" }],
  ["sort", ["-n"], { kind: "sort", by: "number" }],
  ["sort", ["-rh"], { kind: "sort", by: "human", reverse: true }],
  ["sort", ["-u"], { kind: "sort", by: "text", unique: true }],
  ["sort", ["-k3"], { kind: "sort", by: "text", fromField: 3 }],
  ["uniq", ["-c"], { kind: "uniq", count: true }],
  ["uniq", ["-d"], { kind: "uniq", only: "repeated" }],
  ["wc", ["-l"], { kind: "count", what: ["lines"] }],
  ["wc", ["-w"], { kind: "count", what: ["words"] }],
  ["cut", ["-d", " ", "-f", "1,3-4"], { kind: "cut", by: "fields", ranges: "1,3-4", delimiter: " " }],
  ["cut", ["-c", "3-"], { kind: "cut", by: "characters", ranges: "3-", delimiter: "\t" }],
  ["tr", ["a-z", "A-Z"], { kind: "translate", from: "a-z", to: "A-Z" }],
  ["tr", ["-d", "0-9\\n"], { kind: "translate", from: "0-9\\n", delete: true }],
  ["tr", ["-s", " "], { kind: "translate", from: " ", squeeze: true }],
  ["awk", ["{print $1, $NF}"], { kind: "fields", fields: [1, -1] }],
  ["awk", ["-F:", "/ERROR/ {print $2}"], { kind: "fields", fields: [2], separator: ":", pattern: "ERROR" }],
  ["awk", ["NR>8 {print $2}"], { kind: "fields", fields: [2], skip: 8 }],
  ["sed", ["-n", "2,3p"], { kind: "lines", from: 2, to: 3 }],
  ["sed", ["-n", "/apples/,$p"], { kind: "from-match", pattern: "apples", syntax: "basic" }],
  ["sed", ["s/o/0/g"], { kind: "replace", pattern: "o", replacement: "0", all: true, syntax: "basic" }],
  [
    "sed",
    ["-E", "s/([A-Z]+) +/<\\1&>/"],
    { kind: "replace", pattern: "([A-Z]+) +", replacement: "<\\1&>", syntax: "extended" },
  ],
  ["sed", ["s/\\$HOME/$1/"], { kind: "replace", pattern: "\\$HOME", replacement: "$1", syntax: "basic" }],
];

describe("a filter prints what the tool of that name prints", () => {
  test.each(sameAs)("%s %j", async (program, words, filter) => {
    expect(await apply(`${log}\n`, filter)).toBe(printed(program, words));
  });

  test("column -t sets words under each other", async () => {
    expect(await apply("a bb c\nlong b c\n", { kind: "columns" })).toBe("a     bb  c\nlong  b   c\n");
  });

  test("jq is jq", async () => {
    const json = JSON.stringify({
      items: [
        { name: "api", ready: false },
        { name: "web", ready: true },
      ],
    });
    const program = ".items[] | select(.ready | not) | .name";
    expect(await apply(json, { kind: "jq", program, raw: true })).toBe("api\n");
  });
});

describe("a filter that goes wrong is ended and named", () => {
  test("a jq program that never ends", async () => {
    const impatient = createSlowWork({ limitMs: 300 });
    const work = applyFilters("{}", [{ kind: "jq", program: "def f: f; f" }], impatient, new AbortController().signal);
    await expect(work).rejects.toThrow("jq cannot work on this output: it took longer than 0.3 s");
    await impatient.close();
  });

  test("a pattern that backtracks for ever on a line from outside", async () => {
    const impatient = createSlowWork({ limitMs: 300 });
    const line = `${"a".repeat(40)}!`;
    const work = applyFilters(line, [grep("^(a+)+$", { syntax: "extended" })], impatient, new AbortController().signal);
    await expect(work).rejects.toThrow("grep cannot work on this output: it took longer than");
    await impatient.close();
  });

  test("jq over what is no JSON says what jq says", async () => {
    await expect(apply("no json", { kind: "jq", program: "." })).rejects.toThrow(
      /^jq cannot work on this output: .*parse error/,
    );
  });

  test("a signal ends it as it is", async () => {
    const stop = new AbortController();
    const work = applyFilters("{}", [{ kind: "jq", program: "def f: f; f" }], slow, stop.signal);
    stop.abort(new Error("pressed Cancel"));
    await expect(work).rejects.toThrow("pressed Cancel");
  });

  test("no program reads the environment of the bot", async () => {
    expect(await apply("{}", { kind: "jq", program: 'env | has("npm_lifecycle_event") or has("DATABASE_URL")' })).toBe(
      "false\n",
    );
  });
});
