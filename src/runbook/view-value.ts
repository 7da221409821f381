import type { Operation } from "../operation/definition.ts";
import type { Filter } from "../operation/filter.ts";
import { planCommand } from "./explain-command.ts";
import type { Place } from "./resolve-target.ts";
import type { VariableSource, VariableUse } from "./types.ts";

export interface ValueView {
  readonly name: string;
  /** Never that of a secret. */
  readonly value?: string | undefined;
  readonly from: "person" | "assigned" | "catalog" | "secret" | "connection" | "output" | "missing";
  /** Where the runbook sets it. */
  readonly line?: number | undefined;
  /** What the runbook says of it to whoever is asked. */
  readonly hint?: string | undefined;
}

/** Values by name, those that are known. */
export const givenBy = (values: readonly ValueView[]): ReadonlyMap<string, string> =>
  new Map(values.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value] as const])));

export function viewValue(use: VariableUse, place: Place | undefined, filled: ReadonlyMap<string, string>): ValueView {
  const { name, source } = use;
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
      const hint = hintOf(source);
      if (value !== undefined) return { name, from: "person", value, hint };
      const isFound = source.kind === "output" && place && planOutput(use, place, filled);
      return isFound ? { name, from: "output", line: source.line, hint } : { name, from: "missing", hint };
    }
  }
}

/** The look that a variable is set to, if it can be run: `POD=$(kubectl get pods …)`. */
export function planOutput(
  { name, source }: VariableUse,
  place: Place,
  filled: ReadonlyMap<string, string>,
): { readonly operation: Operation; readonly filters: readonly Filter[] } | undefined {
  if (source.kind !== "output" || !source.by || isSecretName(name)) return undefined;
  const given = givenBy(source.by.variables.map((use) => viewValue(use, place, filled)));
  const plan = planCommand(source.by.entry, place, given);
  const { kind } = source.by.entry.reading;
  if (plan.kind !== "planned" || plan.risk !== "read" || kind !== "operation") return undefined;
  return { operation: plan.operation, filters: plan.filters };
}

/** What earlier output would give is asked for, too, as long as nobody has it. A secret is never typed into a runbook. */
export function isAsked({ name, source }: VariableUse): boolean {
  return (source.kind === "asked" || source.kind === "output" || source.kind === "label") && !isSecretName(name);
}

const isSecretName = (name: string): boolean => /passw|secret|token|credential|api[-_]?key/i.test(name);

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
