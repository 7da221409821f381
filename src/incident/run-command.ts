import type { RunCounts, RunPlan } from "./run.ts";

/** What people ask of runs. `run` names one by the version of the event that began it. */
export type RunCommand = StartRun | CancelRun | RequestRunOutput;

export interface StartRun extends RunPlan {
  readonly kind: "start-run";
}

export interface CancelRun {
  readonly kind: "cancel-run";
  readonly run: number;
}

/** Everything it printed, as a file below its message. */
export interface RequestRunOutput {
  readonly kind: "request-run-output";
  readonly run: number;
}

/** What became of a run. */
export type RunOutcome =
  | {
      readonly kind: "record-run-finished";
      readonly run: number;
      readonly counts: RunCounts;
      readonly seconds: number;
    }
  | { readonly kind: "record-run-refused"; readonly run: number; readonly reason: string };
