import type { Operation } from "../operation/definition.ts";
import { fillHoles, hasHole, hole, isHole } from "../operation/hole.ts";
import { isSameStatement } from "../operation/postgres/same-statement.ts";
import { placeholderOf } from "./print-command.ts";
import { readWhole } from "./read-entry.ts";
import type { CommandContext, CommandEntry } from "./reading.ts";

export type Filled =
  | { readonly kind: "filled"; readonly entry: CommandEntry }
  | { readonly kind: "missing"; readonly names: readonly string[] }
  | { readonly kind: "refused"; readonly reason: string };

/**
 * A command with its placeholders replaced by values. Every value fills one literal: the text is parsed again, and if anything but
 * that literal has changed, it is refused. Values come from labels and outputs, so from outside.
 */
export function fillCommand(entry: CommandEntry, values: ReadonlyMap<string, string>, context: CommandContext): Filled {
  const templates = templatesOf(entry, context);
  const template = templates[entry.part];
  if (!template) return { kind: "refused", reason: "the command cannot be read again by itself" };
  if (template.entry.reading.kind === "manual") return { kind: "filled", entry: template.entry };
  const { names } = template.entry;
  const missing = names.filter((name, index) => isUsed(template.entry, index) && !values.has(name));
  if (missing.length > 0) return { kind: "missing", names: missing };
  const fill = (text: string) =>
    fillHoles(text, (index) => values.get(names[index] ?? "") ?? placeholderOf(names[index] ?? ""));
  const text = fill(template.holed);
  const read = text === entry.whole ? templates : readWhole(text, entry.language, context);
  const filled = read[entry.part];
  if (!filled || read.length !== templates.length)
    return { kind: "refused", reason: "a value makes it another number of commands" };
  const reason = whyDifferent(template.entry, filled.entry, fill);
  return reason === undefined ? { kind: "filled", entry: filled.entry } : { kind: "refused", reason };
}

// A checklist, its buttons and a click fill the same commands again and again: each is read once for one environment.
const known = new WeakMap<CommandEntry, { readonly context: CommandContext; readonly templates: Templates }>();

type Templates = ReturnType<typeof readWhole>;

function templatesOf(entry: CommandEntry, context: CommandContext): Templates {
  const last = known.get(entry);
  if (last?.context === context) return last.templates;
  const templates = readWhole(entry.whole, entry.language, context);
  known.set(entry, { context, templates });
  return templates;
}

function isUsed(entry: CommandEntry, index: number): boolean {
  return (
    entry.reading.kind !== "manual" &&
    JSON.stringify([entry.reading.operation, entry.reading.filters]).includes(hole(index))
  );
}

function whyDifferent(
  template: CommandEntry,
  filled: CommandEntry,
  fill: (text: string) => string,
): string | undefined {
  const [before, after] = [template.reading, filled.reading];
  if (after.kind === "manual")
    return before.kind === "manual" ? undefined : `with its values it is not understood: ${after.reason}`;
  if (before.kind !== after.kind || before.operation.name !== after.operation.name)
    return "a value changes what the command does";
  if (hasHole(JSON.stringify([after.operation.arguments, after.filters]))) return "a value is a placeholder itself";
  if (becomesOption(before.operation, after.operation))
    return "a value begins with -, and the program would take it for an option";
  const same =
    isFilled(before.operation.arguments, after.operation.arguments, fill) &&
    isFilled(before.filters, after.filters, fill);
  return same
    ? undefined
    : "a value does more than fill its place: it has a quote, a space or a sign that changes the command";
}

/** Of a program that nobody here knows, any word may be an option; every other command is read with its flags. */
function becomesOption(before: Operation, after: Operation): boolean {
  const wordsOf = ({ name, arguments: given }: Operation): readonly unknown[] => {
    const words = name === "job.run" ? given.arguments : name === "kubernetes.exec" ? given.command : [];
    return Array.isArray(words) ? words : [];
  };
  const filled = wordsOf(after);
  return wordsOf(before).some((word, at) => !String(word).startsWith("-") && String(filled[at]).startsWith("-"));
}

function isFilled(before: unknown, after: unknown, fill: (text: string) => string, key = ""): boolean {
  if (typeof before === "string") return isFilledText(before, after, fill, key);
  if (Array.isArray(before)) {
    return (
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((item: unknown, at) => isFilled(item, after[at], fill, key))
    );
  }
  if (before === null || typeof before !== "object" || after === null || typeof after !== "object")
    return before === after;
  const left = Object.entries(before);
  const right = new Map<string, unknown>(Object.entries(after));
  return (
    left.length === right.size && left.every(([name, value]) => isFilled(value, right.get(fill(name)), fill, name))
  );
}

// Languages inside an argument; a value in them may hold nothing that those languages give a meaning.
const languages = new Set([
  "query",
  "body",
  "patch",
  "url",
  "template",
  "program",
  "for",
  "selector",
  "fieldSelector",
  "sortBy",
  "patterns",
  "filterPattern",
]);

function isFilledText(before: string, after: unknown, fill: (text: string) => string, key: string): boolean {
  if (!hasHole(before)) return before === after;
  if (String(after) !== fill(before)) return false;
  if (key === "sql") return typeof after === "string" && isSameStatement(before, after, fill);
  if (isHole(before) && !languages.has(key)) return true;
  const values = [...before.matchAll(/zhole\d+z/g)].map(([written]) => fill(written));
  const allowed = languages.has(key) ? /^[\w.:@-]+$/ : /^[\w.:@/+-]+$/;
  return values.every((value) => allowed.test(value) && !value.includes(".."));
}
