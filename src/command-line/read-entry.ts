import { hole } from "../operation/hole.ts";
import { replacePlaceholders } from "./placeholders.ts";
import { isPromql } from "./promql.ts";
import { readSql } from "./psql/read-sql.ts";
import { readCommands, readingsOf } from "./read-commands.ts";
import type { CommandContext, CommandEntry } from "./reading.ts";
import { operation } from "./tool-result.ts";

export interface HoledEntry {
  readonly entry: CommandEntry;
  /** The text with every placeholder and every `$NAME` as a hole; the indexes are those of `entry.names`. */
  readonly holed: string;
}

/** The one command that a text is; undefined when it is none or several. */
export function readEntry(
  text: string,
  language: CommandEntry["language"],
  context: CommandContext,
): HoledEntry | undefined {
  if (language !== "shell") {
    const [entry, ...more] = language === "sql" ? readSqlText(text, context) : [readPromqlText(text, context)];
    return entry && more.length === 0 ? { entry, holed: replacePlaceholders(text, true).text } : undefined;
  }
  const { entries, assignments } = readCommands(text, context);
  const [entry, ...more] = entries;
  if (!entry || more.length > 0 || assignments.length > 0) return undefined;
  return { entry, holed: holedShell(text, entry.names) };
}

/** Bare SQL → one entry for each statement, or one manual entry. */
export function readSqlText(source: string, context: CommandContext): readonly CommandEntry[] {
  const holed = replacePlaceholders(source, true);
  const readings = readingsOf(readSql(holed.text), [], holed.names, context);
  let from = 0;
  return readings.map(({ text, ...reading }) => {
    const at = text === undefined ? 0 : Math.max(holed.text.indexOf(text, from), 0);
    from = at + (text?.length ?? 0);
    const [start, end] = text === undefined ? [0, source.length] : [holed.original(at), holed.original(from)];
    return { start, end, text: source.slice(start, end).trim(), language: "sql", reading, names: holed.names };
  });
}

/** A PromQL expression → the question it is. */
export function readPromqlText(source: string, context: CommandContext): CommandEntry {
  const holed = replacePlaceholders(source, true);
  const query = holed.text.replace(/^\s*#.*$/gm, "").trim();
  const result = isPromql(query)
    ? operation("prometheus.query", { query })
    : ({ kind: "manual", reason: "it is not PromQL" } as const);
  const [reading = { kind: "manual" as const, reason: "it is not PromQL" }] = readingsOf(
    result,
    [],
    holed.names,
    context,
  );
  return { start: 0, end: source.length, text: source.trim(), language: "promql", reading, names: holed.names };
}

// `$NAME` outside single quotes, as the shell grammar sees it; `${NAME}` too.
function holedShell(source: string, names: readonly string[]): string {
  const { text } = replacePlaceholders(source);
  let quoted = false;
  let double = false;
  let out = "";
  for (let at = 0; at < text.length; at++) {
    const letter = text.charAt(at);
    if (letter === "\\" && !quoted) {
      out += text.slice(at, at + 2);
      at++;
      continue;
    }
    if (letter === "'" && !double) quoted = !quoted;
    if (letter === '"' && !quoted) double = !double;
    const match =
      letter === "$" && !quoted ? /^\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/.exec(text.slice(at, at + 200)) : null;
    const index = names.indexOf(match?.[1] ?? match?.[2] ?? "");
    if (!match || index < 0) {
      out += letter;
      continue;
    }
    out += hole(index);
    at += match[0].length - 1;
  }
  return out;
}
