import { isLeaving, isTrue, labelsOf, objectIn } from "../objects.ts";
import type { World } from "../world.ts";
import { isLeaking } from "./behaviour.ts";

interface BadShare {
  readonly isBadTemplate: boolean;
  /** 0 to 1. */
  readonly ofReadyPods: number;
}

/** How much of the podcast API in production leaks connections. */
export function badShare({ store }: Pick<World, "store">): BadShare {
  const deployment = store.get("deployments", "production", "api-service");
  const ready = store
    .list("pods", "production")
    .filter(
      (pod) =>
        labelsOf(pod).app === "api" && labelsOf(pod).track !== "canary" && isTrue(pod, "Ready") && !isLeaving(pod),
    );
  const bad = ready.filter((pod) => isLeaking(objectIn(pod, "spec")));
  return {
    isBadTemplate: deployment !== undefined && isLeaking(objectIn(deployment, "spec", "template", "spec")),
    ofReadyPods: ready.length === 0 ? 0 : bad.length / ready.length,
  };
}
