import { Cron } from "croner";
import type { JsonObject } from "../../slack/json.ts";
import { withDefaults } from "../defaults.ts";
import { create, depart, note } from "../lifecycle.ts";
import {
  createdAt,
  dig,
  isControlledBy,
  isLeaving,
  isTrue,
  nameOf,
  namespaceOf,
  numberIn,
  objectIn,
  ownerReference,
  textIn,
  timestamp,
  uidOf,
  withPart,
} from "../objects.ts";
import type { World } from "../world.ts";

/** Starts a Job whenever a CronJob's schedule says so, and forgets those of long ago. */
export function createCronJobs(world: World): (namespace: string) => void {
  const planned = new Set<string>();
  const plan = (job: JsonObject): void => {
    const next = nextRun(job, world.now());
    const key = `${uidOf(job)}/${next}`;
    if (next === undefined || planned.has(key)) return;
    planned.add(key);
    world.after(next - world.now(), () => {
      planned.delete(key);
      const last = world.store.get("cronjobs", namespaceOf(job), nameOf(job));
      if (last === undefined || uidOf(last) !== uidOf(job)) return;
      if (dig(last, "spec", "suspend") !== true && textIn(last, "spec", "schedule") === textIn(job, "spec", "schedule"))
        startJob(world, last, next);
      plan(last);
    });
  };
  return (namespace) => {
    for (const job of world.store.list("cronjobs", namespace)) {
      if (isLeaving(job)) continue;
      plan(job);
      report(world, job);
    }
  };
}

function nextRun(job: JsonObject, now: number): number | undefined {
  try {
    const schedule = new Cron(textIn(job, "spec", "schedule"), {
      paused: true,
      timezone: textIn(job, "spec", "timeZone") || "UTC",
    });
    return schedule.nextRun(new Date(now))?.getTime();
  } catch {
    // A schedule that cannot be read never comes.
    return undefined;
  }
}

function startJob(world: World, cronJob: JsonObject, scheduled: number): void {
  const template = objectIn(cronJob, "spec", "jobTemplate");
  const name = `${nameOf(cronJob)}-${Math.floor(scheduled / 60_000)}`;
  if (world.store.get("jobs", namespaceOf(cronJob), name) !== undefined) return;
  const metadata = {
    ...objectIn(template, "metadata"),
    name,
    namespace: namespaceOf(cronJob),
    ownerReferences: [ownerReference(cronJob)],
  };
  create(world, "jobs", withDefaults("jobs", { metadata, spec: objectIn(template, "spec") }));
  note(world, "cronjobs", withPart(cronJob, "status", { lastScheduleTime: timestamp(scheduled) }));
  const message = `Created job ${name}`;
  world.record(cronJob, { type: "Normal", reason: "SuccessfulCreate", message, component: "cronjob-controller" });
}

function report(world: World, cronJob: JsonObject): void {
  const jobs = world.store
    .list("jobs", namespaceOf(cronJob))
    .filter((job) => isControlledBy(job, cronJob))
    .sort((left, right) => createdAt(right) - createdAt(left));
  const done = jobs.filter((job) => isTrue(job, "Complete"));
  const failed = jobs.filter((job) => isTrue(job, "Failed"));
  const spare = [
    ...done.slice(numberIn(cronJob, 3, "spec", "successfulJobsHistoryLimit")),
    ...failed.slice(numberIn(cronJob, 1, "spec", "failedJobsHistoryLimit")),
  ];
  for (const job of spare) depart(world, "jobs", job);
  const active = jobs
    .filter((job) => !done.includes(job) && !failed.includes(job))
    .map((job) => ({
      kind: "Job",
      apiVersion: "batch/v1",
      name: nameOf(job),
      namespace: namespaceOf(job),
      uid: uidOf(job),
    }));
  const lastSuccessfulTime = textIn(done[0], "status", "completionTime") || undefined;
  note(
    world,
    "cronjobs",
    withPart(cronJob, "status", { active: active.length > 0 ? active : undefined, lastSuccessfulTime }),
  );
}
