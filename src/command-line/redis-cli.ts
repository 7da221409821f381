import { type FlagTable, numberOf, type ParsedFlags, parseFlags, withEveryFlagUsed } from "./flags.ts";
import { manual, operation, type ToolResult } from "./tool-result.ts";

const credential = "passwords come from the catalog, not from a command";
const terminal = "it draws on a terminal until it is stopped; run it in your own";
const outside = "it feeds Redis from a file or another program";

const redisFlags: FlagTable = {
  h: "value",
  p: "value",
  n: "value",
  raw: "quiet-flag",
  "no-raw": "quiet-flag",
  csv: "quiet-flag",
  json: "quiet-flag",
  "no-auth-warning": "quiet-flag",
  "2": "quiet-flag",
  "3": "quiet-flag",
  c: "quiet-flag",
  tls: "quiet-flag",
  bigkeys: "flag",
  memkeys: "flag",
  i: "quiet-value",
  scan: "flag",
  pattern: "value",
  a: credential,
  "pass askpass": credential,
  user: credential,
  u: "a whole address in a command may hold a password; name the Redis in the catalog",
  x: outside,
  X: outside,
  pipe: outside,
  eval: outside,
  rdb: outside,
  "functions-rdb": outside,
  r: "it repeats a command; run it again instead",
  stat: terminal,
  latency: terminal,
  "latency-history": terminal,
  "latency-dist": terminal,
  hotkeys: terminal,
  "intrinsic-latency": terminal,
};

/** The words after `redis-cli`. Its own flags stand before the command; everything after belongs to the command. */
export function readRedisCli(words: readonly string[]): ToolResult {
  const flags = parseFlags(words, redisFlags, { stopAtWord: true });
  if (flags.kind === "fault") return manual(`redis-cli: ${flags.reason}`);
  if (flags.rest !== undefined) return manual("redis-cli takes no --");
  return withEveryFlagUsed(flags, readParsed(flags));
}

function readParsed(flags: ParsedFlags): ToolResult {
  const where = { host: flags.value("h"), port: numberOf(flags.value("p")), database: numberOf(flags.value("n")) };
  const command = flags.positional;
  if (flags.has("bigkeys") || flags.has("memkeys")) {
    if (command.length > 0) return manual(`redis-cli: ${command.join(" ")} stands beside --bigkeys`);
    return operation("redis.big-keys", { by: flags.has("memkeys") ? "memory" : "elements", ...where });
  }
  if (flags.has("scan")) {
    if (command.length > 0) return manual(`redis-cli: ${command.join(" ")} stands beside --scan`);
    const pattern = flags.value("pattern");
    return operation("redis.command", { command: ["SCAN", "0", ...(pattern ? ["MATCH", pattern] : [])], ...where });
  }
  if (command.length === 0) return manual("it opens an interactive session; give the command");
  return readCommand(command, where);
}

function readCommand(command: readonly string[], where: Readonly<Record<string, unknown>>): ToolResult {
  const [name = "", ...rest] = command;
  const second = rest[0]?.toLowerCase();
  switch (name.toLowerCase()) {
    case "info":
      return operation("redis.info", { sections: rest.map((word) => word.toLowerCase()), ...where });
    case "ping":
      return rest.length === 0 ? operation("redis.ping", where) : operation("redis.command", { command, ...where });
    case "monitor":
      return rest.length === 0 ? operation("redis.monitor", where) : manual("MONITOR takes no argument");
    case "slowlog":
      if (second === "get" && rest.length <= 2)
        return operation("redis.slowlog", { entries: numberOf(rest[1]), ...where });
      break;
    case "config":
      if (second === "get" && rest.length > 1)
        return operation("redis.config-get", { parameters: rest.slice(1), ...where });
      if (second === "set" && rest.length === 3)
        return operation("redis.config-set", { parameter: rest[1], value: rest[2], ...where });
      break;
    case "flushdb":
      return readFlush("database", rest, where);
    case "flushall":
      return readFlush("everything", rest, where);
  }
  return operation("redis.command", { command, ...where });
}

function readFlush(scope: string, rest: readonly string[], where: Readonly<Record<string, unknown>>): ToolResult {
  const [mode, ...more] = rest.map((word) => word.toLowerCase());
  if (more.length > 0 || (mode !== undefined && mode !== "async" && mode !== "sync"))
    return manual(`a flush takes ASYNC or SYNC, not ${rest.join(" ")}`);
  return operation("redis.flush", { scope, asynchronous: mode === undefined ? undefined : mode === "async", ...where });
}
