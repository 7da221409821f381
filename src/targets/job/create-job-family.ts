import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import type { Family } from "../target.ts";
import type { JobPatience } from "./follow-job.ts";
import { runsProgram } from "./run-program.ts";

export interface JobFamilyParts {
  /** Closed by whoever made it. */
  readonly door: KubernetesDoor;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new UUID each time. */
  readonly newId: () => string;
  readonly patience?: Partial<JobPatience> | undefined;
}

/** Programs of a team's own, each a Kubernetes Job. */
export function createJobFamily({ door, now, newId, patience }: JobFamilyParts): Family {
  const usual = { now, pauseMs: 1000, stuckMs: 120_000, followMs: 50 * 60_000, verifyMs: 120_000 };
  const newSuffix = () => newId().replaceAll("-", "").slice(0, 10);
  const program = runsProgram({ door, patience: { ...usual, ...patience }, newSuffix });
  return { readers: [], changers: [program], close: async () => undefined };
}
