import { describe, expect, test } from "vitest";
import { rolloutState } from "../../../src/targets/kubernetes/change/rollout-state.ts";

const seen = { generation: 4 };
const deployment = (status: Record<string, number | object>, replicas = 3) => ({
  metadata: seen,
  spec: { replicas },
  status: { observedGeneration: 4, ...status },
});

describe("a Deployment's rollout", () => {
  test("waits until the controller has seen the change, whatever the old numbers say", () => {
    const full = { replicas: 3, updatedReplicas: 3, availableReplicas: 3, observedGeneration: 3 };
    expect(rolloutState("deployment", deployment(full)).kind).toBe("waiting");
  });

  test("waits for pods to be updated, for old ones to end, for new ones to be available, in this order", () => {
    const texts = [
      { replicas: 4, updatedReplicas: 1, availableReplicas: 3 },
      { replicas: 4, updatedReplicas: 3, availableReplicas: 3 },
      { replicas: 3, updatedReplicas: 3, availableReplicas: 2 },
    ].map((status) => rolloutState("deployment", deployment(status)));
    expect(texts).toEqual([
      { kind: "waiting", text: "1 of 3 pods are updated" },
      { kind: "waiting", text: "1 old pod has still to end" },
      { kind: "waiting", text: "2 of 3 updated pods are available" },
    ]);
  });

  test("is done when every updated pod is available", () => {
    const full = { replicas: 3, updatedReplicas: 3, availableReplicas: 3 };
    expect(rolloutState("deployment", deployment(full)).kind).toBe("done");
    expect(rolloutState("deployment", deployment({}, 0)).kind).toBe("done");
  });

  test("has failed when the deadline is exceeded, and says since when", () => {
    const conditions = [{ type: "Progressing", reason: "ProgressDeadlineExceeded", lastUpdateTime: "12:00" }];
    expect(rolloutState("deployment", deployment({ updatedReplicas: 1, conditions }))).toMatchObject({
      kind: "failed",
      since: "12:00",
    });
  });
});

describe("a StatefulSet's rollout", () => {
  const set = (status: Record<string, number | string>, updateStrategy: object = { type: "RollingUpdate" }) => ({
    metadata: seen,
    spec: { replicas: 3, updateStrategy: { ...updateStrategy } },
    status: { observedGeneration: 4, ...status },
  });

  test("waits for pods to be ready, then for the revision to be the current one", () => {
    expect(rolloutState("statefulset", set({ readyReplicas: 2 })).kind).toBe("waiting");
    const mixed = { readyReplicas: 3, updatedReplicas: 1, updateRevision: "b", currentRevision: "a" };
    expect(rolloutState("statefulset", set(mixed)).kind).toBe("waiting");
    expect(rolloutState("statefulset", set({ ...mixed, currentRevision: "b" })).kind).toBe("done");
  });

  test("with a partition only the pods above it count", () => {
    const partition = { type: "RollingUpdate", rollingUpdate: { partition: 2 } };
    const status = { readyReplicas: 3, updateRevision: "b", currentRevision: "a" };
    expect(rolloutState("statefulset", set({ ...status, updatedReplicas: 0 }, partition)).kind).toBe("waiting");
    expect(rolloutState("statefulset", set({ ...status, updatedReplicas: 1 }, partition)).kind).toBe("done");
  });

  test("on delete there is nothing to wait for", () => {
    expect(rolloutState("statefulset", set({}, { type: "OnDelete" })).kind).toBe("done");
  });
});

describe("a DaemonSet's rollout", () => {
  const set = (updated: number, available: number) => ({
    metadata: seen,
    spec: { updateStrategy: { type: "RollingUpdate" } },
    status: {
      observedGeneration: 4,
      desiredNumberScheduled: 2,
      updatedNumberScheduled: updated,
      numberAvailable: available,
    },
  });

  test("waits for each node's pod to be updated and available", () => {
    expect(rolloutState("daemonset", set(1, 2)).kind).toBe("waiting");
    expect(rolloutState("daemonset", set(2, 1)).kind).toBe("waiting");
    expect(rolloutState("daemonset", set(2, 2)).kind).toBe("done");
  });
});
