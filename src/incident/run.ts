import type { Operation } from "../operation/definition.ts";
import type { Filter } from "../operation/filter.ts";
import type { RunSurface } from "./effect.ts";
import type { Incident, Instant, PersonId } from "./incident.ts";

/** What was asked to be run: one step, what is shown at once, or everything that only looks. */
export type RunScope =
  | { readonly kind: "step"; readonly step: string }
  | { readonly kind: "page"; readonly page: number }
  | { readonly kind: "runbook" };

/** One command of a run as it was planned when somebody pressed the button: this runs, whatever is filled in afterwards. */
export interface RunItem {
  /** The key of its step, and which of the step's commands it is, from 0. */
  readonly step: string;
  readonly command: number;
  readonly title: string;
  readonly text: string;
  /** With its values; where it has inputs, the names of these stand for what they will give. */
  readonly operation: Operation;
  readonly filters: readonly Filter[];
  readonly target: string;
  readonly environment: string;
  /** The `$(…)`s in it, each a look that is run first. */
  readonly inputs?: readonly RunInput[] | undefined;
  /** What it was planned with, where it has to be planned again once its inputs are known. */
  readonly values?: Readonly<Record<string, string>> | undefined;
}

export interface RunInput {
  /** As it is written: `$(kubectl get pod -o name)`. */
  readonly name: string;
  readonly operation: Operation;
  readonly filters: readonly Filter[];
}

/** A command that does not run here, and why, in words. */
export interface LeftOut {
  readonly title: string;
  readonly text: string;
  readonly reason: string;
}

/** What a run is made of; the same for the command that asks and the event that tells. */
export interface RunPlan {
  readonly slug: string;
  /** Of the runbook's text: `$(…)`s are put into this text only. */
  readonly hash: string;
  readonly runbook: string;
  /** Of the step, the page or the runbook. */
  readonly title: string;
  readonly scope: RunScope;
  readonly items: readonly RunItem[];
  readonly left: readonly LeftOut[];
  /** The catalog wants it when an alert declares an incident: nobody asked, and nobody is asked for. */
  readonly isAutomatic?: boolean | undefined;
}

export type ItemOutcome = "done" | "refused" | "failed" | "timed-out" | "cancelled";

/** How many of its items ended how. */
export type RunCounts = Readonly<Partial<Record<ItemOutcome, number>>>;

/** What the incident remembers of a run; its plan is in the event that began it, its output in the evidence. */
export interface RunSummary extends Pick<RunPlan, "slug" | "title" | "runbook" | "scope"> {
  /** The version of the event that began it: its name within the incident. */
  readonly run: number;
  readonly by: PersonId;
  readonly at: Instant;
  readonly items: number;
  readonly isAutomatic?: boolean | undefined;
  readonly state:
    | { readonly kind: "running"; readonly cancelledBy?: PersonId | undefined }
    | {
        readonly kind: "finished";
        readonly counts: RunCounts;
        readonly seconds: number;
        readonly cancelledBy?: PersonId | undefined;
      }
    | { readonly kind: "refused"; readonly reason: string };
}

export const findRun = ({ runs }: Incident, run: number): RunSummary | undefined =>
  runs?.find((one) => one.run === run);

export const runSurface = (run: number): RunSurface => `run-${run}`;
