import { type FlagTable, numberOf, type ParsedFlags, parseFlags, withEveryFlagUsed } from "../flags.ts";
import { manual, type ToolOperation, type ToolResult, withoutUndefined } from "../tool-result.ts";
import { readMetaCommand } from "./meta-command.ts";
import { readSql } from "./read-sql.ts";

const password = "passwords come from the catalog, not from a command";
const file = "it writes to a file on your machine";

const psqlFlags: FlagTable = {
  "command c": "list",
  "file f": "list",
  "dbname d": "value",
  "host h": "value",
  "port p": "value",
  "username U": "value",
  "list l": "flag",
  "expanded x": "flag",
  "tuples-only t": "quiet-flag",
  "no-align A": "quiet-flag",
  "quiet q": "quiet-flag",
  "no-psqlrc X": "quiet-flag",
  "echo-errors b": "quiet-flag",
  "echo-queries e": "quiet-flag",
  csv: "quiet-flag",
  "field-separator F": "quiet-value",
  "pset P": "quiet-value",
  "no-password w": "quiet-flag",
  "password W": password,
  "single-transaction 1": "several statements in one transaction are not kept together here",
  "set variable v": "psql variables are not resolved here",
  "output o": file,
  "log-file L": file,
};

/** The words after `psql`: one operation for each statement of each `-c`. */
export function readPsql(words: readonly string[]): ToolResult {
  const flags = parseFlags(words, psqlFlags);
  if (flags.kind === "fault") return manual(`psql: ${flags.reason}`);
  return withEveryFlagUsed(flags, readParsed(flags, words));
}

function readParsed(flags: ParsedFlags, words: readonly string[]): ToolResult {
  const connection = connectionOf(flags);
  if (typeof connection === "string") return manual(connection);
  const commands = flags.list("command");
  const expanded = flags.flag("expanded");
  if (flags.has("list")) return { kind: "operations", operations: [describe("databases", connection)] };
  // A file's content is not in the runbook, so nobody could approve it as an operation.
  if (flags.has("file"))
    return { kind: "job", operation: { name: "job.run", arguments: { program: "psql", arguments: words } } };
  if (!commands) return manual("it opens an interactive session; the statements below it run without one");
  const operations: ToolOperation[] = [];
  for (const command of commands) {
    const result = command.trimStart().startsWith("\\")
      ? readMetaCommand(command.trim(), connection)
      : readSql(command, withoutUndefined({ ...connection, expanded }));
    if (result.kind !== "operations") return result;
    operations.push(...result.operations);
  }
  return { kind: "operations", operations };
}

function describe(what: string, connection: Readonly<Record<string, unknown>>): ToolOperation {
  return { operation: { name: "postgres.describe", arguments: { what, ...connection } } };
}

function connectionOf(flags: ParsedFlags): Readonly<Record<string, unknown>> | string {
  const [first = flags.value("dbname"), user, ...more] = flags.positional;
  if (more.length > 0) return `psql: ${more.join(" ")} stands where nothing may`;
  if (first !== undefined && /^postgres(ql)?:\/\/|=/.test(first)) {
    return "psql: a whole connection address in a command may hold a password; name the database in the catalog";
  }
  return withoutUndefined({
    database: first,
    host: flags.value("host"),
    port: numberOf(flags.value("port")),
    user: user ?? flags.value("username"),
  });
}
