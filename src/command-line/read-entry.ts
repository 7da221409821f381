import { hole } from "../operation/hole.ts";
import { replacePlaceholders } from "./placeholders.ts";
import { isPromql } from "./promql.ts";
import { readSql } from "./psql/read-sql.ts";
import { namesPutBack, readCommands, readingsOf } from "./read-commands.ts";
import type { CommandContext, CommandEntry } from "./reading.ts";
import { parseShell } from "./shell.ts";
import { operation } from "./tool-result.ts";

export interface HoledEntry {
  readonly entry: CommandEntry;
  /** The text with every placeholder and every `$NAME` as a hole; the indexes are those of `entry.names`. */
  readonly holed: string;
}

/** Every entry that one command is. The text is `whole` of an entry; there is more than one when it holds several statements. */
export function readWhole(
  whole: string,
  language: CommandEntry["language"],
  context: CommandContext,
): readonly HoledEntry[] {
  switch (language) {
    case "sql":
      return readSqlText(whole, context).map((entry) => ({ entry, holed: replacePlaceholders(whole, true).text }));
    case "promql":
      return [{ entry: readPromqlText(whole, context), holed: replacePlaceholders(whole, true).text }];
    case "shell":
      return readCommands(whole, context).entries.map((entry) => ({ entry, holed: holedShell(whole, entry.names) }));
  }
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
    const written = source.slice(start, end).trim();
    return { start, end, text: written, whole: written, part: 0, language: "sql", reading, names: holed.names };
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
  const text = source.trim();
  return { start: 0, end: source.length, text, whole: text, part: 0, language: "promql", reading, names: holed.names };
}

// `$(…)` as the shell grammar sees it.
function withInputsHoled(text: string, names: readonly string[]): string {
  if (!names.some((name) => /^(?:\$\(|`)/.test(name))) return text;
  const { commands } = parseShell(text, { variable: () => "", input: () => "" });
  const stages = commands.flatMap(({ form }) => (form.kind === "pipeline" ? form.stages : []));
  const inputs = stages.flatMap(({ words }) => words.flatMap((word) => word.inputs));
  return [...inputs]
    .sort((a, b) => b.start - a.start)
    .reduce((holed, { start, end, text: written }) => {
      const index = names.indexOf(namesPutBack(written, names));
      return index < 0 ? holed : holed.slice(0, start) + hole(index) + holed.slice(end);
    }, text);
}

// `$NAME` outside single quotes, as the shell grammar sees it; `${NAME}` too.
function holedShell(source: string, names: readonly string[]): string {
  const text = withInputsHoled(replacePlaceholders(source).text, names);
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
