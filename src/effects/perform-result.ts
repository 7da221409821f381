import type { IncidentCommand } from "../incident/command.ts";
import type { OwedEffect } from "../incident/effect.ts";

/** What became of one attempt at an effect. The commands are handled either way: they say it on the card. */
export type PerformResult =
  | { readonly kind: "done"; readonly commands: readonly IncidentCommand[] }
  | { readonly kind: "retry"; readonly afterMs: number; readonly commands: readonly IncidentCommand[] }
  | { readonly kind: "given-up"; readonly commands: readonly IncidentCommand[] };

/** Performs one owed effect once. `attempt` counts from 1. Throws only for bugs: a fault of the outside is a result. */
export type Perform = (owed: OwedEffect, attempt: number) => Promise<PerformResult>;
