import { manual, operation, type ToolResult } from "../tool-result.ts";

const objects: Readonly<Record<string, string>> = {
  "": "object",
  t: "tables",
  i: "indexes",
  v: "views",
  s: "sequences",
  n: "schemas",
  f: "functions",
  u: "roles",
  g: "roles",
  x: "extensions",
};

/** `\d orders`, `\dt+ public.*`, `\l`, `\conninfo`. Everything else of psql's own commands is handed back. */
export function readMetaCommand(command: string, connection: Readonly<Record<string, unknown>>): ToolResult {
  const [, kind, plus, pattern] = /^\\d([a-z]?)(\+?)(?:\s+([\w.*?"$-]+))?;?$/.exec(command) ?? [];
  const what = kind === undefined ? undefined : objects[kind];
  if (what !== undefined) {
    return operation("postgres.describe", { what, pattern, verbose: plus === "+" ? true : undefined, ...connection });
  }
  if (/^\\(l|list)\+?$/.test(command)) return operation("postgres.describe", { what: "databases", ...connection });
  if (command === "\\conninfo") return operation("postgres.describe", { what: "connection", ...connection });
  return manual(`${command.split(/\s/)[0]} is a command of psql itself; run it in your own session`);
}
