import { readCommands } from "../command-line/read-commands.ts";
import { readPromqlText, readSqlText } from "../command-line/read-entry.ts";
import { type CommandContext, type CommandEntry, type LiteralAssignment, noContext } from "../command-line/reading.ts";
import { commentedQueries } from "./commented-queries.ts";
import { lostItsTool } from "./lines.ts";
import { normalise } from "./normalise.ts";
import { splitBlock } from "./split-block.ts";
import { commentAt } from "./titles.ts";
import type { Block, BlockKind } from "./types.ts";

export interface ReadBlock {
  readonly blocks: readonly Block[];
  /** In the order they stand. */
  readonly commands: readonly BlockCommand[];
}

export interface BlockCommand {
  readonly line: number;
  readonly entry: CommandEntry;
  readonly title: string | undefined;
  /** The variable a literal assignment sets: a command only when nothing later uses it. */
  readonly sets?: { readonly name: string; readonly value: string };
}

/** One fenced or indented block. `line` is the file's line of its first text. */
export function readBlock(
  text: string,
  tag: string | undefined,
  line: number,
  context: CommandContext = noContext,
): ReadBlock {
  const source = normalise(text);
  const split = splitBlock(source, tag);
  const shell = readCommands(split.shell, context);
  const sql = split.sql.flatMap((piece) => readSqlText(piece.text, context).map((entry) => moved(entry, piece.start)));
  const promql = split.promql.map((piece) => moved(readPromqlText(piece.text, context), piece.start));
  const commented = commentedQueries(source).map((piece) => ({
    ...moved(readPromqlText(piece.text, context), piece.start),
    given: piece.title,
  }));
  const lineAt = lineCounter(source, line);
  const named = [...shell.entries, ...sql, ...promql].map((entry) => ({
    entry: explained(entry),
    title: commentAt(source, entry.start, entry.end),
    line: lineAt(entry.start),
  }));
  const settings = shell.assignments.map((one) => ({
    entry: settingOf(one),
    title: commentAt(source, one.start, one.end),
    line: lineAt(one.start),
    sets: one,
  }));
  const queries = commented.map(({ given, ...entry }) => ({
    entry,
    title: given || undefined,
    line: lineAt(entry.start),
  }));
  const commands = [...named, ...settings, ...queries].sort((a, b) => a.entry.start - b.entry.start);
  return {
    blocks: blocksOf(split.parts, commands.length > 0, line, tag, lineAt),
    commands,
  };
}

function settingOf({ start, end, text, name }: LiteralAssignment): CommandEntry {
  const reason = `it sets ${name}, which no later command uses; set it where the service reads its settings`;
  return { start, end, text, whole: text, part: 0, language: "shell", reading: { kind: "manual", reason }, names: [] };
}

function moved(entry: CommandEntry, by: number): CommandEntry {
  return { ...entry, start: entry.start + by, end: entry.end + by };
}

function explained(entry: CommandEntry): CommandEntry {
  if (entry.reading.kind !== "manual" || !lostItsTool(entry.text)) return entry;
  return { ...entry, reading: { kind: "manual", reason: "it lost its tool: write kubectl or oc before it" } };
}

function blocksOf(
  parts: readonly { readonly start: number; readonly kind: string }[],
  hasCommands: boolean,
  line: number,
  tag: string | undefined,
  lineAt: (offset: number) => number,
): readonly Block[] {
  if (parts.length === 0) return [{ line, fence: line, kind: hasCommands ? "commands" : "prose", tag }];
  return parts.map(({ start, kind }, at) => ({
    line: at === 0 ? line : lineAt(start),
    fence: line,
    kind: kindOfPart(kind),
    tag,
  }));
}

function kindOfPart(kind: string): BlockKind {
  switch (kind) {
    case "sql":
    case "promql":
    case "output":
    case "configuration":
      return kind;
    default:
      return "commands";
  }
}

function lineCounter(source: string, first: number): (offset: number) => number {
  const starts = [0];
  for (let at = source.indexOf("\n"); at >= 0; at = source.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return first + low;
  };
}
