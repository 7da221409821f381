import type { Operation } from "../operation/definition.ts";
import type { Filter } from "../operation/filter.ts";
import { hole } from "../operation/hole.ts";
import { reviewOperation } from "../operation/registry.ts";
import { adoptCatalog } from "./adopt-catalog.ts";
import { logicalLines } from "./logical-lines.ts";
import { type HoledText, replacePlaceholders } from "./placeholders.ts";
import { placeholderOf } from "./print-command.ts";
import { readPipeline } from "./read-pipeline.ts";
import {
  type CommandContext,
  type CommandEntry,
  type CommandInput,
  type LiteralAssignment,
  noContext,
  type Reading,
  type ReadText,
} from "./reading.ts";
import { readSavedDump } from "./saved-dump.ts";
import { parseShell, type ShellCommand, type ShellForm, type ShellScript, type ShellStage } from "./shell.ts";
import { type Holes, insideAnother, insideOf } from "./shell-word.ts";
import { manual, type ToolResult, withWayOut } from "./tool-result.ts";

/** Every command of a shell text, in order: nothing is lost, nothing is merged, nothing is run. Never throws. */
export function readCommands(source: string, context: CommandContext = noContext): ReadText {
  const whole = attempt(source, 0, context);
  if (whole) return whole;
  // One line that cannot be read must not hide the others.
  const parts = logicalLines(source).map((line) => {
    const text = source.slice(line.start, line.end);
    return attempt(text, line.start, context) ?? unreadable(text, line.start);
  });
  return { entries: parts.flatMap((part) => part.entries), assignments: parts.flatMap((part) => part.assignments) };
}

/** The reading of operations that a tool made, each reviewed: what does not fit its schema goes back to a person. */
export function readingsOf(
  result: ToolResult,
  filters: readonly Filter[],
  names: readonly string[],
  context: CommandContext,
): readonly (Reading & { text?: string })[] {
  switch (result.kind) {
    case "manual":
      return [manualReading(namesPutBack(result.reason, names))];
    case "job":
      return [reviewed("job", result.operation, filters, names, context)];
    case "operations":
      return result.operations.map(({ operation, text }) => ({
        ...reviewed("operation", operation, filters, names, context),
        ...(text !== undefined && { text }),
      }));
  }
}

function reviewed(
  kind: "operation" | "job",
  written: Operation,
  filters: readonly Filter[],
  names: readonly string[],
  context: CommandContext,
): Reading {
  const operation = adoptCatalog(written, names, context);
  const review = reviewOperation(operation, context.policy);
  if (review.kind === "refused") return manualReading(namesPutBack(review.reason, names));
  return { kind, operation, filters, risk: review.risk, description: namesPutBack(review.description, names) };
}

const manualReading = (reason: string): Reading => ({ kind: "manual", reason: withWayOut(reason) });

// Control characters but tab and newline, and characters that only format.
const invisible = /[^\P{Cc}\t\n]|\p{Cf}/u;

function attempt(source: string, offset: number, context: CommandContext): ReadText | undefined {
  if (source.trim() === "") return { entries: [], assignments: [] };
  if (invisible.test(source)) return undefined;
  const holed = replacePlaceholders(source);
  const variable = (name: string) => holeFor(name, holed.names);
  const script = parse(holed.text, { variable, input: (text) => variable(namesPutBack(text, holed.names)) });
  if (!script || script.errors.length > 0) return undefined;
  const entries: CommandEntry[] = [];
  const assignments: LiteralAssignment[] = [];
  for (const command of script.commands)
    readForm(command, command.form, { source, offset, holed, context, entries, assignments });
  return { entries, assignments };
}

function holeFor(name: string, names: string[]): string {
  const known = names.indexOf(name);
  return hole(known >= 0 ? known : names.push(name) - 1);
}

function parse(text: string, holes: Holes): ShellScript | undefined {
  try {
    return parseShell(text, holes);
  } catch {
    return undefined;
  }
}

interface Added {
  readonly stages?: readonly ShellStage[];
  readonly assigns?: string;
  readonly inputs?: readonly CommandInput[];
}

type Add = (reading: Reading & { readonly text?: string }, added?: Added) => void;

interface Place {
  readonly source: string;
  readonly offset: number;
  readonly holed: HoledText;
  readonly context: CommandContext;
  readonly entries: CommandEntry[];
  readonly assignments: LiteralAssignment[];
}

function readForm(command: ShellCommand, form: ShellForm, place: Place): void {
  const start = place.holed.original(command.start);
  const end = place.holed.original(command.end);
  const at = { start: place.offset + start, end: place.offset + end, text: place.source.slice(start, end) };
  let part = 0;
  const add: Add = ({ text, ...rest }, { stages, assigns, inputs } = {}) => {
    const names = place.holed.names;
    place.entries.push({
      ...at,
      text: namesPutBack(text ?? at.text, names),
      whole: at.text,
      part: part++,
      language: "shell",
      reading: rest,
      names,
      ...(stages && { stages: stages.map(({ words }) => words.map(({ value }) => value)) }),
      ...(inputs && inputs.length > 0 && rest.kind !== "manual" && { inputs }),
      ...(assigns !== undefined && { assigns }),
    });
  };
  switch (form.kind) {
    case "construct":
      add(manualReading(form.reason));
      return;
    case "pipeline": {
      const saved = place.context.savesDumps ? readSavedDump(form.stages) : undefined;
      const { result, filters } = saved ? { result: saved, filters: [] } : readPipeline(form.stages);
      const inputs = result.kind === "manual" ? [] : readInputs(form.stages, place);
      const judged = typeof inputs === "string" ? manual(inputs) : result;
      for (const reading of partsOf(judged, filters, place))
        add(reading, { stages: form.stages, ...(typeof inputs !== "string" && { inputs }) });
      return;
    }
    case "assignments":
      for (const { name, value } of form.assignments) {
        if (value.substitution !== undefined) addSubstitution(value.substitution, name, place, add);
        else if (value.problem !== undefined) add(manualReading(value.problem), { assigns: name });
        else place.assignments.push({ ...at, name, value: namesPutBack(value.value, place.holed.names) });
      }
  }
}

// `NS=$(kubectl get …)`: the command inside, whose output becomes the value.
function addSubstitution(inner: string, name: string, place: Place, add: Add): void {
  const stages = onlyPipeline(inner, place);
  if (!stages) {
    add(manualReading("what gives the variable its value needs a shell"), { assigns: name });
    return;
  }
  const { result, filters } = readPipeline(stages);
  for (const reading of partsOf(result, filters, place)) add(reading, { stages, assigns: name });
}

function onlyPipeline(text: string, place: Place): readonly ShellStage[] | undefined {
  const script = parse(text, { variable: (name) => holeFor(name, place.holed.names) });
  const [only, ...more] = script?.commands ?? [];
  if (!script || script.errors.length > 0 || !only || more.length > 0) return undefined;
  return only.form.kind === "pipeline" ? only.form.stages : undefined;
}

// Longer ones are programs of their own, and no name for a value.
const longestInput = 200;

/** What fills the `$(…)`s of a command, or why one cannot: each must be one look, for its answer to be put in by whoever runs it. */
function readInputs(stages: readonly ShellStage[], place: Place): readonly CommandInput[] | string {
  const inputs: CommandInput[] = [];
  for (const { text } of stages.flatMap(({ words }) => words.flatMap((word) => word.inputs))) {
    const inner =
      text.length > longestInput || (text.startsWith("`") && text.includes("\\")) ? undefined : insideOf(text);
    const pipeline = inner === undefined ? undefined : onlyPipeline(inner, place);
    const { result, filters } = pipeline ? readPipeline(pipeline) : { result: manual(""), filters: [] };
    const [reading, ...more] = partsOf(result, filters, place);
    if (reading?.kind !== "operation" || reading.risk !== "read" || more.length > 0) return insideAnother(text);
    inputs.push({ name: namesPutBack(text, place.holed.names), reading });
  }
  return inputs;
}

// One statement alone is its whole command; of several each has its own text.
function partsOf(
  result: ToolResult,
  filters: readonly Filter[],
  place: Place,
): readonly (Reading & { text?: string })[] {
  const readings = readingsOf(result, filters, place.holed.names, place.context);
  if (readings.length > 1) return readings;
  return readings.map(({ text: _alone, ...reading }) => reading);
}

/** Holes as the placeholders they stand for, for people to read. */
export function namesPutBack(text: string, names: readonly string[]): string {
  return text.replace(/zhole(\d+)z/g, (written, index) =>
    names[Number(index)] === undefined ? written : placeholderOf(names[Number(index)] ?? ""),
  );
}

function unreadable(text: string, offset: number): ReadText {
  if (text.trim() === "" || text.trimStart().startsWith("#")) return { entries: [], assignments: [] };
  const strange = invisible.exec(text)?.[0];
  const reason =
    strange === undefined
      ? "it cannot be read as a command: a quote or bracket does not close"
      : `it holds an invisible character (U+${strange.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}); type the command again`;
  const start = offset + text.length - text.trimStart().length;
  const entry: CommandEntry = {
    start,
    end: offset + text.trimEnd().length,
    text: text.trim(),
    whole: text.trim(),
    part: 0,
    language: "shell",
    reading: { kind: "manual", reason },
    names: [],
  };
  return { entries: [entry], assignments: [] };
}
