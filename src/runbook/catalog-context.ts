import type { Catalog, Environment, Service } from "../catalog/types.ts";
import { noContext } from "../command-line/reading.ts";
import type { ReadingContext } from "./read-runbook.ts";

/** What the catalog says about the commands of a service in one environment; nothing when it does not know the service. */
export function readingContext(environment: Environment | undefined): ReadingContext {
  if (!environment) return { commands: noContext, variables: {} };
  return {
    commands: {
      policy: { readableTables: environment.postgres?.readableTables ?? [] },
      podBindings: environment.kubernetes?.podBindings ?? {},
    },
    variables: environment.variables,
  };
}

/** By key, alias or the folder a runbook lies in. */
export function serviceNamed(catalog: Catalog | undefined, word: string | undefined): Service | undefined {
  const wanted = word?.toLowerCase();
  return catalog?.services.find(
    ({ key, aliases }) => key === wanted || aliases.some((alias) => alias.toLowerCase() === wanted),
  );
}

/** The environment asked for, else production, else the only one. */
export function environmentOf(service: Service | undefined, name?: string): Environment | undefined {
  if (!service) return undefined;
  if (name !== undefined) return service.environments[name];
  const all = Object.values(service.environments);
  return service.environments.production ?? (all.length === 1 ? all[0] : undefined);
}
