import type { GuardedRisk } from "../catalog/types.ts";
import type { Instant } from "../incident/incident.ts";
import type { Operation } from "../operation/definition.ts";
import type { Filter } from "../operation/filter.ts";
import type { Preview } from "../targets/target.ts";
import { canonical, sha256 } from "./canonical.ts";

/** What is to be done, fully resolved: the same for whoever judges it, runs it and reads of it later. */
export interface Plan {
  readonly operation: Operation;
  /** Through which the output goes, of a sensitive read. */
  readonly filters: readonly Filter[];
  /** One word for what must not be changed twice at once: `kubernetes/production/deployment/api`. */
  readonly target: string;
  /** Key of the service. */
  readonly service: string;
  readonly environment: string;
  /** Where it was written down; none when somebody typed it. */
  readonly runbook?: RunbookContent | undefined;
  readonly risk: GuardedRisk;
  /** Of the operation's own definition: nobody's words. */
  readonly description: string;
  /** Arguments whose secret values the requester types once it is approved. */
  readonly asksFor: readonly string[];
  /** After how many minutes it comes back by itself; undefined of what stays as it is made. */
  readonly backAfterMinutes?: number | undefined;
  /** What must not stay ends with the maintenance window that it was asked for in, if that ends earlier. */
  readonly backWith?: { readonly window: string; readonly at: Instant } | undefined;
}

export interface RunbookContent {
  readonly slug: string;
  /** sha256 of its text. */
  readonly hash: string;
}

/** The state of the target that was judged, and what was found then and is used as it was found. */
type Judged = Pick<Preview, "fingerprint" | "pinned">;

/**
 * "A grant names a hash over operation, arguments, target, environment, runbook content and preview fingerprint", and
 * over its end. A drill's is another than that of the real thing.
 */
export function planHash(plan: Plan, judged: Judged, isDryRun: boolean) {
  const { operation, filters, target, service, environment, runbook, backAfterMinutes, backWith } = plan;
  const { fingerprint, pinned } = judged;
  return sha256(
    canonical({
      ...{ operation, filters, target, service, environment, runbook, backAfterMinutes, backWith },
      ...{ fingerprint, pinned, isDryRun },
    }),
  );
}

/** What a person types to show that they mean this target: the last word of it. */
export const typedNameOf = (target: string): string => target.slice(target.lastIndexOf("/") + 1);
