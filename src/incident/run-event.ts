import type { IncidentEvent } from "./event.ts";
import type { PersonId } from "./incident.ts";
import type { RunCounts, RunPlan } from "./run.ts";

/** What has happened with runs. The one that begins a run holds its whole plan. */
export type RunEvent =
  | ({ readonly kind: "run-started"; readonly by: PersonId } & RunPlan)
  | { readonly kind: "run-cancelled"; readonly by: PersonId; readonly run: number }
  | { readonly kind: "run-output-requested"; readonly by: PersonId; readonly run: number }
  | {
      readonly kind: "run-finished";
      /** Who asked for it. */
      readonly by: PersonId;
      readonly run: number;
      readonly title: string;
      readonly counts: RunCounts;
      readonly seconds: number;
      readonly isAutomatic?: boolean | undefined;
    }
  | {
      readonly kind: "run-refused";
      readonly by: PersonId;
      readonly run: number;
      readonly title: string;
      readonly reason: string;
    };

export type RunStarted = Extract<RunEvent, { readonly kind: "run-started" }>;

export const isRunEvent = (event: IncidentEvent): event is RunEvent => event.kind.startsWith("run-");
