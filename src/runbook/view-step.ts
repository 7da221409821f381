import type { Catalog } from "../catalog/types.ts";
import { fillCommand } from "../command-line/fill-command.ts";
import { replacePlaceholders } from "../command-line/placeholders.ts";
import { fillHoles } from "../operation/hole.ts";
import { readingContext } from "./catalog-context.ts";
import { type ExplainedCommand, explainEntry, knownValues } from "./explain-command.ts";
import type { KeyedStep } from "./pages.ts";
import type { Place } from "./resolve-target.ts";
import type { RunbookCommand, VariableUse } from "./types.ts";
import { givenBy, isAsked, type ValueView, viewValue } from "./view-value.ts";

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

/**
 * `filled`: what people gave, by name. `place` is absent where the catalog knows no environment of the service. `now`: when a change would
 * be asked for; without it, hours do not count.
 */
export function viewStep(
  step: KeyedStep,
  place: Place | undefined,
  catalog: Catalog,
  filled: ReadonlyMap<string, string>,
  now?: string,
): StepView {
  const commands = step.commands.map((command) => viewCommand(command, place, { catalog, now }, filled));
  const asks = [
    ...new Set(step.commands.flatMap(({ variables }) => variables.filter(isAsked).map(({ name }) => name))),
  ];
  const needed = new Set(commands.flatMap(namesNeeded));
  const missing = asks.filter((name) => needed.has(name));
  const { key, number, title, section } = step;
  return { key, number, title, section, commands, asks, missing };
}

// What an earlier command prints is looked up for one that only looks; who asks for a change says what it is to act on.
const namesNeeded = ({ values, explained }: CommandView): readonly string[] =>
  values
    .filter(({ from }) => from === "missing" || (from === "output" && explained.risk !== "read"))
    .map(({ name }) => name);

function viewCommand(
  { entry, text, variables }: RunbookCommand,
  place: Place | undefined,
  policy: { readonly catalog: Catalog; readonly now: string | undefined },
  filled: ReadonlyMap<string, string>,
): CommandView {
  const values = variables.map((use) => viewValue(use, place, filled));
  const given = givenBy(values);
  if (!place) {
    const reason = "the catalog names no environment of this service";
    const explained = { text, kind: entry.reading.kind === "manual" ? "manual" : "refused", variables: [] } as const;
    const why = entry.reading.kind === "manual" ? entry.reading.reason : reason;
    return { text, values, explained: { ...explained, reason: why } };
  }
  const context = readingContext(place.environment);
  const explained = explainEntry(entry, place, context, { ...policy, values: given });
  if (entry.reading.kind === "manual") return { text: filledByHand(text, given), explained, values };
  const result = fillCommand(entry, new Map([...knownValues(entry, context), ...given]), context.commands);
  const shown = result.kind === "filled" ? withoutMarks(result.entry.text, variables) : text;
  return { text: shown, explained, values };
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
