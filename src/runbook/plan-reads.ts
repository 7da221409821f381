import type { Catalog } from "../catalog/types.ts";
import { placeholderOf } from "../command-line/print-command.ts";
import { readCommands } from "../command-line/read-commands.ts";
import { insideOf } from "../command-line/shell-word.ts";
import type { LeftOut, RunInput, RunItem } from "../incident/run.ts";
import type { Operation } from "../operation/definition.ts";
import { fillHoles } from "../operation/hole.ts";
import { readingContext } from "./catalog-context.ts";
import { type PlannedCommand, planCommand } from "./explain-command.ts";
import type { KeyedStep } from "./pages.ts";
import type { Place } from "./resolve-target.ts";
import type { RunbookCommand } from "./types.ts";
import { type CommandView, viewStep } from "./view-step.ts";
import { givenBy, planOutput } from "./view-value.ts";

/** A command that only looks and can run now; or one that does not run here, and why. */
export type ReadPlan = ({ readonly kind: "read" } & RunItem) | ({ readonly kind: "left" } & LeftOut);

/** What of these steps can be run with these values, command by command. Nothing is run. */
export function planReads(
  steps: readonly KeyedStep[],
  place: Place | undefined,
  catalog: Catalog,
  filled: ReadonlyMap<string, string>,
): readonly ReadPlan[] {
  return steps.flatMap((step) => {
    const { commands, key, title } = viewStep(step, place, catalog, filled);
    return commands.map((view, command): ReadPlan => {
      const written = step.commands[command];
      const planned = place && written && planRead(written, view, place, filled);
      if (typeof planned === "object") return { kind: "read", step: key, command, title, text: view.text, ...planned };
      return { kind: "left", title, text: view.text, reason: planned ?? view.explained.reason ?? "it cannot be run" };
    });
  });
}

/** One command of a step with values that its inputs gave. */
export function planWith(
  command: RunbookCommand,
  place: Place,
  values: Readonly<Record<string, string>>,
): PlannedCommand {
  return planCommand(command.entry, place, new Map(Object.entries(values)));
}

/** Whether it only looks, and nothing is missing that a person would have to fill in. */
export const canRun = ({ explained, values }: CommandView): boolean =>
  explained.kind === "operation" &&
  explained.risk === "read" &&
  (explained.missing ?? []).every((missing) => isInput(missing) || isOutput(missing, values));

type Planned = Omit<Extract<ReadPlan, { kind: "read" }>, "kind" | "step" | "command" | "title" | "text">;

/** A reason, in words, where it cannot be run. */
function planRead(
  { entry, variables }: RunbookCommand,
  view: CommandView,
  place: Place,
  filled: ReadonlyMap<string, string>,
): Planned | string {
  if (entry.reading.kind === "manual") return `by hand: ${entry.reading.reason}`;
  const given = givenBy(view.values);
  const plan = planCommand(entry, place, given);
  const environment = place.environmentName;
  if (plan.kind === "planned") {
    if (plan.risk !== "read" || entry.reading.kind === "job") return needsApproval(plan.risk);
    return { operation: plan.operation, filters: plan.filters, target: plan.target, environment };
  }
  if (plan.kind !== "missing") return plan.reason;
  if (entry.reading.risk !== "read" || entry.reading.kind === "job") return needsApproval(entry.reading.risk);
  const asked = plan.names.filter((name) => !isInput(name) && !isOutput(name, view.values));
  if (asked.length > 0) return `${asked.join(", ")} ${asked.length === 1 ? "is" : "are"} missing: press Fill in`;
  const inputs = plan.names.map((name) => outputInput(name, variables, place, filled) ?? planInput(name, place, given));
  const refused = inputs.find((input) => typeof input === "string");
  if (refused !== undefined) return refused;
  return {
    operation: withNames(entry.reading.operation, entry.names),
    filters: entry.reading.filters,
    target: `${place.service.key}/${environment}`,
    environment,
    inputs: inputs.filter((input) => typeof input === "object"),
    values: Object.fromEntries(given),
  };
}

const isOutput = (name: string, values: CommandView["values"]): boolean =>
  values.some((one) => one.name === name && one.from === "output");

/** What an earlier command would print, as that command stands there. */
function outputInput(
  name: string,
  variables: RunbookCommand["variables"],
  place: Place,
  filled: ReadonlyMap<string, string>,
): RunInput | undefined {
  const use = variables.find((one) => one.name === name);
  const plan = use && planOutput(use, place, filled);
  return plan && { name, ...plan };
}

const isInput = (name: string): boolean => /^(?:\$\(|`)/.test(name);

function planInput(name: string, place: Place, given: ReadonlyMap<string, string>): RunInput | string {
  const { commands } = readingContext(place.environment);
  const [entry, ...more] = readCommands(insideOf(name), commands).entries;
  if (!entry || more.length > 0) return `what ${name} prints cannot be found out`;
  const plan = planCommand(entry, place, given);
  switch (plan.kind) {
    case "planned":
      if (plan.risk !== "read") return needsApproval(plan.risk);
      return { name, operation: plan.operation, filters: plan.filters };
    case "missing":
      return `${plan.names.join(", ")} ${plan.names.length === 1 ? "is" : "are"} missing: press Fill in`;
    case "manual":
    case "refused":
      return plan.reason;
  }
}

const withNames = ({ name, arguments: given }: Operation, names: readonly string[]): Operation => ({
  name,
  arguments: Object.fromEntries(
    Object.entries(given).map(([key, value]) => [
      key,
      fillHoles(value, (index) => placeholderOf(names[index] ?? `${index}`)),
    ]),
  ),
});

const needsApproval = (risk: string): string => `${risk} needs an approval: press Ask for approval in the checklist`;
