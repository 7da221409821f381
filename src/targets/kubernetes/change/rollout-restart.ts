import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { rolloutRestart } from "../../../operation/kubernetes/rollout.ts";
import type { Changer } from "../../target.ts";
import { refused } from "../scope.ts";
import { isPaused, type Patience } from "./follow-rollout.ts";
import { type JsonObject, objectAt, withValue } from "./json.ts";
import { templateDigest } from "./pod-template.ts";
import { templateChanger } from "./template-change.ts";

const restartedAt = ["metadata", "annotations", "kubectl.kubernetes.io/restartedAt"];

/** `kubectl rollout restart`: the template gets a new time, so every pod is replaced. Nothing brings the old pods back. */
export function restartsRollout(door: KubernetesDoor, patience: Patience): Changer {
  return templateChanger(door, patience, {
    definition: rolloutRestart,
    digest: digestWithoutTime,
    plan(_, { at, found, template }) {
      if (isPaused(found))
        return refused(`the rollout of ${at.words} is paused, so a restart would do nothing: resume it`);
      const time = new Date(patience.now()).toISOString().replace(/\.\d+Z$/, "Z");
      const changes = [{ what: "pods", before: "", after: "all replaced by new ones of the same template" }];
      return { kind: "planned", template: withValue(template, restartedAt, time), changes };
    },
    // Another person's restart in the same minute did the same; which of the two it was makes no difference.
    holds(_, found, pinned) {
      const template = objectAt(found.raw, "spec", "template");
      return digestWithoutTime(template) === pinned.after && templateDigest(template) !== pinned.before;
    },
  });
}

function digestWithoutTime(template: JsonObject): string {
  return templateDigest(withValue(template, restartedAt, undefined));
}
