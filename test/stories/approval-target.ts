import { z } from "zod";
import { remove } from "../../src/operation/kubernetes/object-change.ts";
import { rolloutUndo } from "../../src/operation/kubernetes/rollout.ts";
import { scale } from "../../src/operation/kubernetes/workload-change.ts";
import { changer, type Done, type Family, type Preview } from "../../src/targets/target.ts";
import { silencing } from "./silencing.ts";

/** One deployment, of which the test sees everything that is done to it, and which it can hold up. */
export interface ApprovalTarget {
  image: string;
  replicas: number;
  /** What has run, each by the name of its operation. */
  readonly runs: string[];
  /** What the next previews look like, beside what they always say. */
  objects: Preview["objects"];
  /** Until it is released, nobody who looks at the target gets an answer. */
  hold(): () => void;
  /** Happens within the next run, after the target was changed. */
  onRun: () => Promise<void>;
}

/** Rolls back (its undo rolls forth), scales (whose undo deletes, for the worst case), deletes, and silences alarms. */
export function approvalTarget(): { readonly target: ApprovalTarget; readonly family: Family } {
  let held: Promise<void> = Promise.resolve();
  const target: ApprovalTarget = {
    ...{ image: "api:2.4.0", replicas: 3, runs: [], objects: [] },
    hold() {
      let release = (): void => undefined;
      held = new Promise((resolve) => {
        release = resolve;
      });
      return () => release();
    },
    onRun: async () => undefined,
  };
  const preview = async (what: string, before: string, after: string) => {
    const fingerprint = { image: target.image, replicas: target.replicas };
    const objects = [{ name: "deployment/api-service", changes: [{ what, before, after }] }, ...target.objects];
    await held;
    return { kind: "preview" as const, objects, warnings: [], notPreviewed: [], fingerprint, pinned: { after } };
  };
  const ran = async (name: string, text: string, undo?: Done["undo"]): Promise<Done> => {
    target.runs.push(name);
    const { onRun } = target;
    target.onRun = async () => undefined;
    await onRun();
    return { kind: "done", text, undo };
  };
  const pinned = z.object({ after: z.string() });
  const verify = async () => ({ kind: "verified" as const, text: `It runs ${target.image}.` });
  const inspect = async () => ({ kind: "unclear" as const, text: `It has ${target.image}.` });
  const common = { pinned, verify, inspect };
  const place = { namespace: "production" };
  const rollback = changer(rolloutUndo, {
    ...common,
    preview: ({ toRevision }) => preview("image", target.image, toRevision === 42 ? "api:2.4.0" : "api:2.3.1"),
    async run(_given, { after }) {
      const isBack = after === "api:2.4.0";
      target.image = after;
      const undo = { name: rolloutUndo.name, arguments: { deployment: "api-service", toRevision: 42, ...place } };
      return ran(rolloutUndo.name, "deployment.apps/api-service rolled back", isBack ? undefined : undo);
    },
  });
  const scaling = changer(scale, {
    ...common,
    preview: ({ replicas }) => preview("replicas", `${target.replicas}`, `${replicas}`),
    async run(_given, { after }) {
      target.replicas = Number(after);
      const undo = { resource: "deployment", names: ["api-service"], ...place };
      return ran(scale.name, "deployment.apps/api-service scaled", { name: remove.name, arguments: undo });
    },
  });
  const deletion = changer(remove, {
    ...common,
    preview: () => preview("there", "yes", ""),
    run: () => ran(remove.name, "deployment.apps/api-service deleted"),
  });
  const alarms = silencing((what) => target.runs.push(`alarms ${what}`));
  const changers = [rollback, scaling, deletion, ...alarms];
  return { target, family: { readers: [], changers, close: async () => undefined } };
}
