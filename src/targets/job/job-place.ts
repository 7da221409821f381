import type { z } from "zod";
import { allowsProgram } from "../../catalog/allows-program.ts";
import type { JobTarget } from "../../catalog/job-target.ts";
import type { run } from "../../operation/job.ts";
import { scrub } from "../../operation/scrub.ts";
import { hasSecretMark } from "../../operation/secret.ts";
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

/** Where this program may run; refused where the catalog does not let it, or where it holds a secret. */
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
  if (holdsSecret(words, given.environment ?? {}))
    return refused(
      "what looks like a secret stands in its arguments or environment, where everybody who reads the Job can see it; put it into a Kubernetes Secret, let the catalog name that in kubernetes.jobs.secrets, and let the program read its environment",
    );
  return { kind: "place", context: cluster.context, namespace: jobs.namespace ?? cluster.namespace, jobs };
}

/** A token by its shape, a value by the name before it: `--password=…`, `--password …`, `TOKEN=…`. */
function holdsSecret(words: readonly string[], environment: Readonly<Record<string, string>>): boolean {
  const named = words.flatMap((word, at) => {
    const next = words[at + 1];
    return word.startsWith("-") && next !== undefined && !next.startsWith("-") ? [`${word}=${next}`] : [];
  });
  const set = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  return [...words, ...named, ...set].some((text) => hasSecretMark(text) || scrub(text) !== text);
}
