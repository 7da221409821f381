import { placeholderOf } from "../command-line/print-command.ts";
import type { CommandEntry } from "../command-line/reading.ts";
import { askedWhenItRuns } from "../operation/aws/action.ts";
import type { VariableSource, VariableUse } from "./types.ts";

interface KnownValues {
  readonly variables: Readonly<Record<string, string>>;
  readonly secretVariables: Readonly<Record<string, string>>;
}

/** What is known of variables while a runbook is read from top to bottom. */
export type Definitions = ReadonlyMap<string, VariableSource>;

const connection = /(DATABASE|POSTGRES|PG|DB|REDIS).*(URL|URI|DSN)$|^DATABASE_URL$/;

/** The variables a command uses, with where each value comes from. */
export function variablesOf(
  entry: CommandEntry,
  definitions: Definitions,
  catalog: KnownValues,
): readonly VariableUse[] {
  const used = usedNames(entry);
  return used.map((name) => ({
    name,
    source: sourceOf(name, definitions, catalog),
    expectsValue: isShellVariable(entry.text, name),
  }));
}

function sourceOf(name: string, definitions: Definitions, catalog: KnownValues): VariableSource {
  const defined = definitions.get(name);
  if (defined) return defined;
  const value = lookUp(catalog.variables, name);
  if (value !== undefined) return { kind: "catalog", value };
  const secret = lookUp(catalog.secretVariables, name);
  if (secret !== undefined) return { kind: "secret", environmentVariable: secret };
  return connection.test(name) ? { kind: "connection" } : { kind: "asked" };
}

/** `<pod-name>`, `POD_NAME` and `podName` are one variable to the catalog. */
function lookUp(catalog: Readonly<Record<string, string>>, name: string): string | undefined {
  if (Object.hasOwn(catalog, name)) return catalog[name];
  const wanted = plainName(name);
  const key = Object.keys(catalog).find((known) => plainName(known) === wanted);
  return key === undefined ? undefined : catalog[key];
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/_here$|[^a-z0-9]/g, "");
}

function usedNames(entry: CommandEntry): readonly string[] {
  const holes =
    entry.reading.kind === "manual"
      ? []
      : [...JSON.stringify([entry.reading.operation, entry.reading.filters]).matchAll(/zhole(\d+)z/g)];
  const fromHoles = holes.map(([, index]) => entry.names[Number(index)]).filter((name) => name !== undefined);
  const fromText = isTypedLater(entry)
    ? []
    : entry.names.filter((name) => entry.text.includes(name) && placeholderOf(name) !== name);
  return [...new Set([...fromText, ...fromHoles])];
}

/** Part of it is typed after the approval: what stands there in the runbook is asked of nobody before, and kept nowhere. */
const isTypedLater = ({ reading }: CommandEntry): boolean =>
  reading.kind !== "manual" && Object.values(reading.operation.arguments).includes(askedWhenItRuns);

function isShellVariable(text: string, name: string): boolean {
  return new RegExp(`\\$\\{?${name.replace(/[^\w]/g, "\\$&")}\\b`).test(text);
}
