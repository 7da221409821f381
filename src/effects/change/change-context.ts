import type { ToRequest } from "../../approval/command.ts";
import type { OwedFreezeEffect } from "../../approval/freeze.ts";
import type { Catalog } from "../../catalog/types.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import type { HandleRequest } from "../../handle-request.ts";
import type { Shelf } from "../../shelf.ts";
import type { Queryable } from "../../store/pool.ts";
import type { TimeScale } from "../../store/time-scale.ts";
import type { RunPipeline } from "../../targets/run-pipeline.ts";
import type { Targets } from "../../targets/targets.ts";
import type { FindMembership } from "../membership.ts";
import type { Places } from "./places.ts";
import type { Progress } from "./progress.ts";

/** What performing changes needs, beside what shows them. */
export interface ChangeContext {
  readonly db: Queryable;
  readonly catalog: () => Catalog;
  readonly targets: Pick<Targets, "reader" | "changer">;
  /** Runs sensitive looks. */
  readonly pipeline: RunPipeline;
  readonly runbooks: Shelf;
  readonly time: TimeScale;
  readonly membership: FindMembership;
  /** Takes the grant and renews the lease, while the effect is performed. */
  readonly handle: HandleRequest;
  /** A new UUID of each attempt to run. */
  readonly newId: () => string;
  readonly log: { warn(details: object, message: string): void; error(details: object, message: string): void };
  /** Ends when this process stops: nothing new is begun; what runs is let finish. */
  readonly stopping: AbortSignal;
  readonly running: Places;
  /** For what runs long. */
  readonly lasting: Places;
  readonly verifying: Places;
  readonly progress: Progress;
}

/** Nothing is to be recorded, and nothing to be done again. */
export const nothing: ChangePerformed = { commands: [] };

export const record = (...commands: readonly (ToRequest | FreezerFound)[]): ChangePerformed => ({ commands });

export const again = (afterMs: number): ChangePerformed => ({ commands: [], afterMs });

type FreezerFound = Extract<ChangePerformed["commands"][number], { readonly kind: "record-freezer" }>;

export type FreezerLookUp = Extract<OwedFreezeEffect["effect"], { readonly kind: "look-up-freezer" }>;
