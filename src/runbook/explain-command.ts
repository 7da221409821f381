import { approvalAt, approvalFor } from "../catalog/approval-for.ts";
import type { Catalog } from "../catalog/types.ts";
import { fillCommand } from "../command-line/fill-command.ts";
import { placeholderOf, printCommand } from "../command-line/print-command.ts";
import { namesPutBack } from "../command-line/read-commands.ts";
import type { CommandEntry } from "../command-line/reading.ts";
import type { Operation } from "../operation/definition.ts";
import { describeFilter, type Filter } from "../operation/filter.ts";
import { fillHoles } from "../operation/hole.ts";
import { reviewOperation } from "../operation/registry.ts";
import { type Risk, worstRisk } from "../operation/risk.ts";
import { hasSecretMark, secretMark } from "../operation/secret.ts";
import { environmentOf, readingContext, serviceNamed } from "./catalog-context.ts";
import type { VariableReport } from "./check-report.ts";
import { variableReport } from "./check-runbooks.ts";
import { readBlock } from "./read-block.ts";
import type { ReadingContext } from "./read-runbook.ts";
import { type Place, resolveTarget } from "./resolve-target.ts";
import { variablesOf } from "./variables.ts";

export type PlannedCommand =
  | {
      readonly kind: "planned";
      /** Fully resolved: no hole is left and every connection is the catalog's. */
      readonly operation: Operation;
      readonly filters: readonly Filter[];
      readonly risk: Risk;
      readonly description: string;
      readonly target: string;
    }
  | { readonly kind: "missing"; readonly names: readonly string[] }
  | { readonly kind: "manual" | "refused"; readonly reason: string };

/** One command of a runbook with values, bound to one environment: what may be previewed, approved and run. */
export function planCommand(entry: CommandEntry, place: Place, values: ReadonlyMap<string, string>): PlannedCommand {
  const context = readingContext(place.environment);
  const known = new Map([...knownValues(entry, context), ...values]);
  const filled = fillCommand(entry, known, context.commands);
  if (filled.kind !== "filled") return filled;
  const { reading } = filled.entry;
  if (reading.kind === "manual") return { kind: "manual", reason: reading.reason };
  if (hasSecretMark(JSON.stringify([{ ...reading.operation.arguments, headers: undefined }, reading.filters]))) {
    return { kind: "refused", reason: "a secret may only stand in a header" };
  }
  const target = resolveTarget(reading.operation, reading.risk, place);
  if (target.kind === "refused") return target;
  const review = reviewOperation(target.operation, context.commands.policy);
  if (review.kind === "refused") return review;
  return {
    kind: "planned",
    operation: target.operation,
    filters: reading.filters,
    // Names of the catalog never make an operation harmless that was not.
    risk: worstRisk([reading.risk, review.risk]),
    description: review.description,
    target: target.target,
  };
}

/** What the catalog knows of a command's variables; a secret is known by its mark. */
export function knownValues(entry: CommandEntry, context: ReadingContext): readonly (readonly [string, string])[] {
  return variablesOf(entry, new Map(), context).flatMap(({ name, source }) =>
    source.kind === "catalog"
      ? [[name, source.value] as const]
      : source.kind === "secret"
        ? [[name, secretMark(source.environmentVariable)] as const]
        : [],
  );
}

export interface Explanation {
  readonly service: string;
  readonly environment: string;
  readonly commands: readonly ExplainedCommand[];
}

export interface ExplainedCommand {
  readonly text: string;
  /** The same as it was understood, word by word. */
  readonly understood?: string;
  readonly kind: "operation" | "job" | "manual" | "refused";
  readonly operation?: string;
  readonly arguments?: unknown;
  readonly filters?: readonly string[];
  readonly risk?: Risk;
  /** How many people must agree; 0 for a read. */
  readonly approvers?: number;
  /** What the hour has to do with it: why one more must agree, or why it may not be asked for now. */
  readonly times?: readonly string[];
  readonly target?: string;
  readonly description?: string;
  readonly variables: readonly VariableReport[];
  /** Values that must be given first. */
  readonly missing?: readonly string[];
  readonly reason?: string;
}

export interface ExplainOptions {
  readonly service: string;
  readonly environment?: string | undefined;
  readonly catalog: Catalog;
  readonly values?: ReadonlyMap<string, string>;
  /** When it would be asked for; without it, hours do not count. */
  readonly now?: string | undefined;
}

export type Explained =
  | { readonly kind: "explanation"; readonly explanation: Explanation }
  | { readonly kind: "refused"; readonly reason: string };

/** What a text of commands would do in one environment of a service, without doing it. */
export function explainCommand(text: string, options: ExplainOptions): Explained {
  const service = serviceNamed(options.catalog, options.service);
  if (!service) return { kind: "refused", reason: `the catalog has no service ${options.service}` };
  const chosen = environmentOf(service, options.environment);
  if (!chosen)
    return {
      kind: "refused",
      reason: `${service.key} has ${Object.keys(service.environments).join(", ")}, not ${options.environment ?? "one environment"}`,
    };
  const place: Place = { service, environmentName: chosen.name, environment: chosen.environment };
  const context = readingContext(chosen.environment);
  const commands = readBlock(text, "bash", 1, context.commands).commands.map(({ entry }) =>
    explainEntry(entry, place, context, options),
  );
  return { kind: "explanation", explanation: { service: service.key, environment: chosen.name, commands } };
}

/** The same of one command that was read before. */
export function explainEntry(
  entry: CommandEntry,
  place: Place,
  context: ReadingContext,
  options: Pick<ExplainOptions, "catalog" | "values" | "now">,
): ExplainedCommand {
  const variables = variablesOf(entry, new Map(), context).map(variableReport);
  const understood = entry.stages && printCommand(entry.stages, entry.names);
  const common = { text: entry.text, ...(understood !== undefined && { understood }), variables };
  if (entry.reading.kind === "manual") return { ...common, kind: "manual", reason: entry.reading.reason };
  const plan = planCommand(entry, place, options.values ?? new Map());
  const shown = plan.kind === "planned" ? plan : entry.reading;
  const facts = {
    operation: shown.operation.name,
    arguments: fillHoles(shown.operation.arguments, (index) => placeholderOf(entry.names[index] ?? `${index}`)),
    filters: shown.filters.map((filter) => namesPutBack(describeFilter(filter), entry.names)),
    risk: shown.risk,
    description: shown.description,
    ...agreement(shown.risk, place, options),
  };
  switch (plan.kind) {
    case "planned":
      return { ...common, kind: entry.reading.kind, ...facts, target: plan.target };
    case "missing":
      return { ...common, kind: entry.reading.kind, ...facts, missing: plan.names };
    case "manual":
    case "refused":
      return { ...common, kind: plan.kind, ...facts, reason: plan.reason };
  }
}

function agreement(
  risk: Risk,
  { service, environmentName: environment }: Place,
  { catalog, now }: Pick<ExplainOptions, "catalog" | "now">,
): Pick<ExplainedCommand, "approvers" | "times"> {
  if (risk === "read") return { approvers: 0 };
  if (now === undefined) return { approvers: approvalFor(catalog.organization, service, risk, environment).count };
  const { count, oneMore, refused } = approvalAt(catalog.organization, service, { risk, environment, now });
  const times = refused === undefined ? oneMore : [refused];
  return times.length > 0 ? { approvers: count, times } : { approvers: count };
}
