import { findService } from "../catalog/find-service.ts";
import type { Catalog, Environment, Service } from "../catalog/types.ts";
import { noContext } from "../command-line/reading.ts";
import type { ReadingContext } from "./read-runbook.ts";

/** What the catalog says about the commands of a service in one environment; nothing when it does not know the service. */
export function readingContext(environment: Environment | undefined): ReadingContext {
  if (!environment) return { commands: noContext, variables: {}, secretVariables: {} };
  const context = known.get(environment) ?? contextOf(environment);
  known.set(environment, context);
  return context;
}

// The same object for the same environment, so that what was read for it is known again.
const known = new WeakMap<Environment, ReadingContext>();

function contextOf(environment: Environment): ReadingContext {
  return {
    commands: {
      policy: { readableTables: environment.postgres?.readableTables ?? [] },
      podBindings: environment.kubernetes?.podBindings ?? {},
      savesDumps: environment.kubernetes?.jobs?.destination !== undefined,
    },
    variables: { ...environment.aws?.resources, ...environment.variables },
    secretVariables: environment.secretVariables,
  };
}

/** By key, alias or name. */
export function serviceNamed(catalog: Catalog | undefined, word: string | undefined): Service | undefined {
  if (!catalog || word === undefined) return undefined;
  const found = findService(catalog, word);
  return found.kind === "found" ? found.service : undefined;
}

/** The environment asked for, else production, else the only one. */
export function environmentOf(
  service: Service | undefined,
  name?: string,
): { readonly name: string; readonly environment: Environment } | undefined {
  const all = Object.entries(service?.environments ?? {});
  const [only] = all.length === 1 ? all : [];
  const chosen =
    name === undefined ? (all.find(([key]) => key === "production") ?? only) : all.find(([key]) => key === name);
  return chosen && { name: chosen[0], environment: chosen[1] };
}
