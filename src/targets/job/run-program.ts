import { z } from "zod";
import type { KubernetesDoor } from "../../clients/kubernetes.ts";
import { run } from "../../operation/job.ts";
import { follow } from "../kubernetes/change/follow-rollout.ts";
import { refused } from "../kubernetes/scope.ts";
import { type Changer, changer } from "../target.ts";
import { endOfJob, knowingly } from "./end-of-job.ts";
import { followJob, type JobPatience } from "./follow-job.ts";
import { inspectJob } from "./inspect-job.ts";
import { digestIn, jobName, jobObject, withFile } from "./job-object.ts";
import { jobPlace, type Program } from "./job-place.ts";
import { judgeJob } from "./judge-job.ts";
import { lookAtJob } from "./look-at-job.ts";
import { makeJob } from "./make-job.ts";
import { previewJob } from "./preview-job.ts";
import { sweepJobs } from "./sweep-jobs.ts";

export interface JobParts {
  readonly door: KubernetesDoor;
  readonly patience: JobPatience;
  /** The end of a new Job's name, never the same twice: letters and digits. */
  readonly newSuffix: () => string;
}

const pinnedJob = z.object({ name: z.string(), digest: z.string(), previewedAt: z.number() });
type PinnedJob = z.output<typeof pinnedJob>;

/** A program of the team's own as a Kubernetes Job. Its name is pinned when it is previewed, so that it is made once, whatever happens. */
export function runsProgram({ door, patience, newSuffix }: JobParts): Changer {
  return changer<Program, PinnedJob>(run, {
    pinned: pinnedJob,
    async preview(given, site, signal) {
      const place = jobPlace(given, site);
      if (place.kind === "refused") return place;
      const name = jobName(given, newSuffix());
      const previewedAt = patience.now();
      const job = jobObject(given, place.jobs, name, previewedAt);
      // What is tried names no time: it is compared with what is tried again when it runs.
      const tried = jobObject(given, place.jobs, name, 0);
      const preview = await previewJob(door, { given, shown: withFile(given, previewedAt) }, place, tried, signal);
      return { ...preview, pinned: { name, digest: digestIn(job), previewedAt } };
    },
    async run(given, pinned, site, doing) {
      const place = jobPlace(given, site);
      if (place.kind === "refused") return place;
      const job = jobObject(given, place.jobs, pinned.name, pinned.previewedAt);
      if (digestIn(job) !== pinned.digest)
        return refused("what the catalog says of jobs has changed since the preview; nothing was run. Ask again");
      await sweepJobs(door, place, patience.now(), doing);
      const made = await makeJob(door, place, pinned, job, doing);
      if (made !== "made") return made;
      return knowingly(pinned, async () => {
        const followed = await followJob(door, place, pinned, doing, patience);
        return endOfJob(followed, { door, place, meant: pinned, given, doing });
      });
    },
    async verify(given, pinned, site, doing) {
      const place = jobPlace(given, site);
      if (place.kind === "refused") return { kind: "failed", text: place.reason };
      const signal = AbortSignal.any([doing.signal, AbortSignal.timeout(patience.verifyMs)]);
      return follow({
        ...patience,
        doing: { ...doing, signal },
        find: () => lookAtJob(door, place, pinned, signal),
        judge: (seen) => {
          const { text, ...state } = judgeJob(seen);
          const words = `${text} (job/${pinned.name})`;
          if (state.kind !== "ended") return { kind: "waiting", text: words };
          return { kind: state.isGood ? "done" : "failed", text: words };
        },
      });
    },
    async inspect(given, pinned, site, signal) {
      const place = jobPlace(given, site);
      if (place.kind === "refused") return { kind: "unclear", text: place.reason };
      const sinceMs = patience.now() - pinned.previewedAt;
      return inspectJob(door, place, pinned, sinceMs, signal);
    },
  });
}
