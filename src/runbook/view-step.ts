import type { Catalog } from "../catalog/types.ts";
import { fillCommand } from "../command-line/fill-command.ts";
import { replacePlaceholders } from "../command-line/placeholders.ts";
import { fillHoles } from "../operation/hole.ts";
import { readingContext } from "./catalog-context.ts";
import { type ExplainedCommand, explainEntry, knownValues } from "./explain-command.ts";
import type { KeyedStep } from "./pages.ts";
import type { Place } from "./resolve-target.ts";
import type { RunbookCommand, VariableSource, VariableUse } from "./types.ts";

/** A step as people see it: its commands with their values and what each would do. */
export interface StepView extends Pick<KeyedStep, "key" | "number" | "title" | "section"> {
  readonly commands: readonly CommandView[];
  /** Names of the values that a person may give, in order. */
  readonly asks: readonly string[];
  /** Those among them that nobody has given. */
  readonly missing: readonly string[];
}

export interface CommandView {
  /** As it would run once all its values are known; until then as it is written. */
  readonly text: string;
  readonly explained: ExplainedCommand;
  readonly values: readonly ValueView[];
}

export interface ValueView {
  readonly name: string;
  /** Never that of a secret. */
  readonly value?: string | undefined;
  readonly from: "person" | "assigned" | "catalog" | "secret" | "connection" | "missing";
  /** Where the runbook sets it. */
  readonly line?: number | undefined;
  /** What the runbook says of it to whoever is asked. */
  readonly hint?: string | undefined;
}

/** `filled`: what people gave, by name. `place` is absent where the catalog knows no environment of the service. */
export function viewStep(
  step: KeyedStep,
  place: Place | undefined,
  catalog: Catalog,
  filled: ReadonlyMap<string, string>,
): StepView {
  const commands = step.commands.map((command) => viewCommand(command, place, catalog, filled));
  const asks = [
    ...new Set(step.commands.flatMap(({ variables }) => variables.filter(isAsked).map(({ name }) => name))),
  ];
  const { key, number, title, section } = step;
  return { key, number, title, section, commands, asks, missing: asks.filter((name) => !filled.has(name)) };
}

/** What earlier output would give is asked for, too, as long as nobody has it. A secret is never typed into a runbook. */
export function isAsked({ name, source }: VariableUse): boolean {
  return (source.kind === "asked" || source.kind === "output" || source.kind === "label") && !isSecretName(name);
}

const isSecretName = (name: string): boolean => /passw|secret|token|credential|api[-_]?key/i.test(name);

function viewCommand(
  { entry, text, variables }: RunbookCommand,
  place: Place | undefined,
  catalog: Catalog,
  filled: ReadonlyMap<string, string>,
): CommandView {
  const values = variables.map((use) => valueView(use, filled));
  const given = new Map(values.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])));
  if (!place) {
    const reason = "the catalog names no environment of this service";
    const explained = { text, kind: entry.reading.kind === "manual" ? "manual" : "refused", variables: [] } as const;
    const why = entry.reading.kind === "manual" ? entry.reading.reason : reason;
    return { text, values, explained: { ...explained, reason: why } };
  }
  const context = readingContext(place.environment);
  const explained = explainEntry(entry, place, context, { catalog, values: given });
  if (entry.reading.kind === "manual") return { text: filledByHand(text, given), explained, values };
  const result = fillCommand(entry, new Map([...knownValues(entry, context), ...given]), context.commands);
  const shown = result.kind === "filled" ? withoutMarks(result.entry.text, variables) : text;
  return { text: shown, explained, values };
}

function valueView({ name, source }: VariableUse, filled: ReadonlyMap<string, string>): ValueView {
  switch (source.kind) {
    case "assigned":
      return { name, from: "assigned", value: source.value, line: source.line };
    case "catalog":
      return { name, from: "catalog", value: source.value };
    case "secret":
    case "connection":
      return { name, from: source.kind };
    case "output":
    case "label":
    case "asked": {
      const value = filled.get(name);
      return value === undefined
        ? { name, from: "missing", hint: hintOf(source) }
        : { name, from: "person", value, hint: hintOf(source) };
    }
  }
}

function hintOf(source: Extract<VariableSource, { kind: "output" | "label" | "asked" }>): string | undefined {
  switch (source.kind) {
    case "output":
      return `What the command in line ${source.line} prints`;
    case "label":
      return `The label ${source.label} of the alert`;
    case "asked":
      return source.prompt;
  }
}

// It is copied into a shell by a person: a value with a sign that a shell would take for more than a word stays out.
function filledByHand(text: string, values: ReadonlyMap<string, string>): string {
  const holed = replacePlaceholders(text);
  const known = holed.names.map((name) => values.get(name));
  const isSafe = known.length > 0 && known.every((value) => value !== undefined && /^[\w.:@/+-]+$/.test(value));
  return isSafe ? fillHoles(holed.text, (index) => known[index] ?? "") : text;
}

/** A secret keeps the name it is written with. */
function withoutMarks(text: string, variables: readonly VariableUse[]): string {
  return variables.reduce(
    (shown, { name, source }) =>
      source.kind === "secret" ? shown.replaceAll(`zsecret-${source.environmentVariable}-z`, `$${name}`) : shown,
    text,
  );
}
