import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { resourcePath } from "../../../clients/kubernetes-path.ts";
import { findResource } from "../../../clients/kubernetes-resources.ts";
import { createJob, remove } from "../../../operation/kubernetes/object-change.ts";
import type { Changer } from "../../target.ts";
import { creator } from "./creation.ts";
import type { Patience } from "./follow-rollout.ts";
import { findObject } from "./found-object.ts";
import { type JsonObject, numberAt, objectAt, objectsAt, textAt, textsAt } from "./json.ts";
import { objectOf } from "./locate-objects.ts";
import { placeOf } from "./place.ts";
import { imagesOf } from "./pod-template.ts";
import type { RolloutState } from "./rollout-state.ts";
import { withoutUndefined } from "./undo.ts";

/** `kubectl create job --from=cronjob/…`: runs it now, beside its schedule. Undone by deleting the job. */
export function createsJob(door: KubernetesDoor, patience: Patience): Changer {
  return creator(door, patience, {
    definition: createJob,
    async build({ job, fromCronJob, ...given }, site, signal) {
      const place = placeOf(given, site);
      if (place.kind === "refused") return place;
      const [jobs, cronJobs] = await Promise.all(
        ["jobs", "cronjobs"].map((word) => findResource(door, place.context, word, signal)),
      );
      if (!jobs || !cronJobs) throw new TypeError("two resources were asked for");
      const cronJob = await findObject(door, objectOf(cronJobs, place, fromCronJob), signal);
      if (cronJob.kind === "refused") return cronJob;
      const object = jobOf(job, cronJob.raw);
      const template = objectAt(object, "spec", "template");
      return {
        kind: "built",
        at: objectOf(jobs, place, job),
        collection: resourcePath(jobs, { namespace: place.namespace }),
        object,
        changes: [
          { what: "job", before: "", after: `made from cronjob/${fromCronJob}` },
          { what: "image", before: "", after: imagesOf(template) },
        ],
        warnings: place.warnings,
      };
    },
    judge: ({ raw }) => jobState(raw),
    undo: ({ job, namespace }) => ({
      name: remove.name,
      arguments: withoutUndefined({ resource: "jobs", names: [job], namespace }),
    }),
  });
}

// As kubectl makes it: owned by the CronJob, so it is cleaned up with it, and marked as made by hand.
function jobOf(name: string, cronJob: JsonObject): JsonObject {
  const template = objectAt(cronJob, "spec", "jobTemplate");
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: {
      name,
      labels: textsAt(template, "metadata", "labels"),
      annotations: { "cronjob.kubernetes.io/instantiate": "manual", ...textsAt(template, "metadata", "annotations") },
      ownerReferences: [
        {
          apiVersion: textAt(cronJob, "apiVersion"),
          kind: "CronJob",
          name: textAt(cronJob, "metadata", "name"),
          uid: textAt(cronJob, "metadata", "uid"),
          controller: true,
        },
      ],
    },
    spec: objectAt(template, "spec"),
  };
}

// It may take an hour: that it runs is what is waited for.
function jobState(job: JsonObject): RolloutState {
  const is = (type: string) =>
    objectsAt(job, "status", "conditions").some((one) => one.type === type && one.status === "True");
  if (is("Complete")) return { kind: "done", text: "it has ended well" };
  if (is("Failed")) return { kind: "failed", text: "it has failed" };
  const active = numberAt(job, "status", "active") ?? 0;
  return active > 0 ? { kind: "done", text: "it runs" } : { kind: "waiting", text: "its pod is not there yet" };
}
