import type { Json, JsonObject } from "../../slack/json.ts";
import { note } from "../lifecycle.ts";
import { dig, isLeaving, isTrue, labelsOf, namespaceOf, numberIn, objectIn, withPart } from "../objects.ts";
import { matchesSelector } from "../selectors.ts";
import type { World } from "../world.ts";

/** The budgets that count a pod. */
export function budgetsOf(world: World, pod: JsonObject): readonly JsonObject[] {
  return world.store
    .list("poddisruptionbudgets", namespaceOf(pod))
    .filter((budget) => matchesSelector(objectIn(budget, "spec", "selector"), labelsOf(pod)));
}

/** Says of each budget how many pods may leave just now. */
export function countBudgets(world: World, namespace: string): void {
  for (const budget of world.store.list("poddisruptionbudgets", namespace)) {
    const selector = objectIn(budget, "spec", "selector");
    const pods = world.store
      .list("pods", namespace)
      .filter((pod) => matchesSelector(selector, labelsOf(pod)) && !isLeaving(pod));
    const expected = pods.length;
    const healthy = pods.filter((pod) => isTrue(pod, "Ready")).length;
    const most = dig(budget, "spec", "maxUnavailable");
    const least = dig(budget, "spec", "minAvailable");
    const desired = most === undefined ? share(least, expected) : Math.max(0, expected - share(most, expected));
    note(
      world,
      "poddisruptionbudgets",
      withPart(budget, "status", {
        observedGeneration: numberIn(budget, 1, "metadata", "generation"),
        expectedPods: expected,
        currentHealthy: healthy,
        desiredHealthy: desired,
        disruptionsAllowed: expected === 0 ? 0 : Math.max(0, healthy - desired),
      }),
    );
  }
}

/** `2` or `50%` of all, rounded up. */
export function share(value: Json | undefined, all: number, round = Math.ceil): number {
  if (typeof value === "number") return value;
  const percent = /^(\d+)%$/.exec(String(value ?? ""))?.[1];
  return percent === undefined ? 0 : round((Number(percent) * all) / 100);
}
