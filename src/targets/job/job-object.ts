import type { JobTarget } from "../../catalog/job-target.ts";
import { programName } from "../../operation/job.ts";
import { savedFileAt } from "../../operation/saved-file.ts";
import { digestOf } from "../kubernetes/change/canonical.ts";
import { type JsonObject, textsAt } from "../kubernetes/change/json.ts";
import type { Program } from "./job-place.ts";

/** The container that runs the program; others beside it are the cluster's own. */
export const programContainer = "program";

/** Of the program and everything it runs with: says whether a Job of this name is the one that was approved. */
const digestAnnotation = "incident-commander/digest";

export const digestIn = (job: JsonObject): string => textsAt(job, "metadata", "annotations")[digestAnnotation] ?? "";

/** What all Jobs of the bot carry. */
export const ownLabel = ["app.kubernetes.io/managed-by", "incident-commander"] as const;

/** The same for each run of the same command line. */
export const commandLabel = "incident-commander/command";

/** How long a finished Job is kept, for people to look at and to be read back; then the cluster deletes it, else a later run does. */
export const keptSeconds = 6 * 60 * 60;

/**
 * The Job that runs a program once: no shell, no second try, no more rights than the catalog names. `now`, in milliseconds since 1970, is
 * for the name of a file that it saves.
 */
export function jobObject(given: Program, jobs: JobTarget, name: string, now: number): JsonObject {
  const labels = {
    [ownLabel[0]]: ownLabel[1],
    [commandLabel]: commandHash(given),
  };
  const spec = {
    backoffLimit: 0,
    activeDeadlineSeconds: jobs.deadlineMinutes * 60,
    ttlSecondsAfterFinished: keptSeconds,
    template: { metadata: { labels }, spec: podSpec(withFile(given, now), jobs) },
  };
  const annotations = { [digestAnnotation]: digestOf(spec) };
  return { apiVersion: "batch/v1", kind: "Job", metadata: { name, labels, annotations }, spec };
}

/** Short enough for a label. */
export function commandHash({ program, arguments: words, environment = {}, saveTo = "" }: Program): string {
  return digestOf([program, words, environment, saveTo]).slice(0, 32);
}

/** `./scripts/backup_daily.sh` and `3f9c…` → `ic-backup-daily-sh-3f9c…`: a name of its own for each request. */
export function jobName({ program, arguments: words }: Program, suffix: string): string {
  const stem = programName([program, ...words])
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 36)
    .replace(/^-|-$/g, "");
  return ["ic", stem, suffix].filter((part) => part !== "").join("-");
}

/** With the file that it saves, if any, among its arguments. */
export function withFile(given: Program, now: number): Program {
  const { saveTo, arguments: words } = given;
  return saveTo === undefined
    ? given
    : { ...given, arguments: [...words, `--file=${saved}/${savedFileAt(saveTo, now)}`] };
}

const saved = "/saved";

function podSpec(given: Program, jobs: JobTarget): JsonObject {
  const { program, arguments: words, environment = {}, saveTo } = given;
  const claim = saveTo === undefined ? undefined : jobs.destination?.claim;
  const { image, serviceAccount, serviceAccountToken, root, writableImage, cpu, memory, secrets, nodeSelector } = jobs;
  const most = { cpu, memory };
  return {
    restartPolicy: "Never",
    serviceAccountName: serviceAccount,
    automountServiceAccountToken: serviceAccountToken,
    nodeSelector,
    securityContext: { ...(root ? {} : { runAsNonRoot: true }), seccompProfile: { type: "RuntimeDefault" } },
    containers: [
      {
        name: programContainer,
        image,
        command: [program, ...words].map(unexpanded),
        env: Object.entries(environment).map(([name, value]) => ({ name, value: unexpanded(value) })),
        envFrom: secrets.map((name) => ({ secretRef: { name } })),
        resources: { limits: most, requests: most },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: !writableImage,
          ...(root ? {} : { capabilities: { drop: ["ALL"] } }),
        },
        volumeMounts: [
          { name: "tmp", mountPath: "/tmp" },
          ...(claim === undefined ? [] : [{ name: "saved", mountPath: saved }]),
        ],
      },
    ],
    volumes: [
      { name: "tmp", emptyDir: {} },
      ...(claim === undefined ? [] : [{ name: "saved", persistentVolumeClaim: { claimName: claim } }]),
    ],
  };
}

// A kubelet puts variables into `$(NAME)`; `$$` stands for one dollar sign.
function unexpanded(word: string): string {
  return word.replaceAll("$", "$$$$");
}
