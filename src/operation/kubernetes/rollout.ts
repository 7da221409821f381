import { define } from "../definition.ts";
import { count } from "../schema-parts.ts";
import { rolloutLimits } from "./read.ts";
import { workloadSchema, workloadWords } from "./workload.ts";

export const rolloutStatus = define({
  name: "kubernetes.rollout-status",
  schema: workloadSchema({
    timeout: rolloutLimits.timeout,
    watch: rolloutLimits.watch,
    revision: rolloutLimits.revision,
  }),
  risk: "read",
  describe: (given) => `Follow the rollout of ${workloadWords(given)}`,
});

export const rolloutHistory = define({
  name: "kubernetes.rollout-history",
  schema: workloadSchema({ revision: rolloutLimits.revision }),
  risk: "read",
  describe: (given) => `Show the revisions of ${workloadWords(given)}`,
});

export const rolloutUndo = define({
  name: "kubernetes.rollout-undo",
  schema: workloadSchema({ toRevision: count.optional() }),
  risk: "change",
  describe: (given) =>
    `Roll back ${workloadWords(given)} to ${given.toRevision ? `revision ${given.toRevision}` : "the revision before"}`,
});

export const rolloutRestart = define({
  name: "kubernetes.rollout-restart",
  schema: workloadSchema({}),
  risk: "change",
  describe: (given) => `Restart ${workloadWords(given)}, pod by pod`,
});

export const rolloutPause = define({
  name: "kubernetes.rollout-pause",
  schema: workloadSchema({}),
  risk: "change",
  describe: (given) => `Pause the rollout of ${workloadWords(given)}`,
});

export const rolloutResume = define({
  name: "kubernetes.rollout-resume",
  schema: workloadSchema({}),
  risk: "change",
  describe: (given) => `Resume the rollout of ${workloadWords(given)}`,
});
