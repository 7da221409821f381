import type { z } from "zod";
import { allowsProgram } from "../../catalog/allows-program.ts";
import type { JobTarget } from "../../catalog/job-target.ts";
import type { run } from "../../operation/job.ts";
import { refused } from "../kubernetes/scope.ts";
import type { Refused, Site } from "../target.ts";

export type Program = z.output<typeof run.schema>;

/** Where a program runs, all of it from the catalog. */
export interface JobPlace {
  readonly kind: "place";
  readonly context: string | undefined;
  readonly namespace: string;
  readonly jobs: JobTarget;
}

/** Where this program may run; refused where the catalog does not let it. */
export function jobPlace(given: Program, { service, environmentName, environment }: Site): JobPlace | Refused {
  const cluster = environment.kubernetes;
  const jobs = cluster?.jobs;
  if (!jobs)
    return refused(
      `the catalog names no image for jobs in ${environmentName} of ${service}; run it yourself, or let the catalog name one in kubernetes.jobs`,
    );
  const words = [given.program, ...given.arguments];
  if (!allowsProgram(jobs.programs, words))
    return refused(
      `the catalog does not let ${words.slice(0, 2).join(" ")} run as a job; run it yourself, or let the catalog list it in kubernetes.jobs.programs`,
    );
  if (given.saveTo !== undefined && !jobs.destination)
    return refused(
      `the catalog names no volume to save ${given.saveTo} in; run it where backups are kept, or let the catalog name one in kubernetes.jobs.destination`,
    );
  return { kind: "place", context: cluster.context, namespace: jobs.namespace ?? cluster.namespace, jobs };
}
