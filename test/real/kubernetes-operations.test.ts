import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { stringify } from "yaml";
import { missingCluster } from "../targets/kubernetes-change/real-cluster.ts";
import { deployment, statefulSet } from "../targets/kubernetes-change/workloads.ts";
import { boundBot } from "./bound-bot.ts";

// Programs in pods, logs and usage need a kubelet, which is only played here: they are checked against the sandbox's cluster.
const run = Date.now().toString(36);
const namespace = `operations-${run}`;
const node = `node-${run}`;
const files: Record<string, string> = {};
const cluster = boundBot(namespace, files);
const { kubectl } = cluster;
const notes = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "notes" }, data: { pool: "5", mode: "slow" } };
const cronJob = {
  apiVersion: "batch/v1beta1",
  kind: "CronJob",
  metadata: { name: "nightly" },
  spec: {
    schedule: "0 3 * * *",
    jobTemplate: {
      spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "job", image: "job:1" }] } } },
    },
  },
};
/** Without the variable whose value is secret: the old list of containers may stand in its undo. */
const plain = JSON.parse(JSON.stringify(deployment("plain", "api:1")).replace("DB_PASSWORD", "DB_HOST"));
const pod = (name: string, app: string) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name, labels: { app } },
  spec: { nodeName: node, terminationGracePeriodSeconds: 0, containers: [{ name: "api", image: "api:1" }] },
});

/** What a person set of it; not what the cluster writes there by itself. */
async function state(...given: string[]) {
  const { metadata, spec, data } = Object(await cluster.json(...given));
  const moves = /^deployment\.kubernetes\.io\/|last-applied-configuration$/;
  const kept = Object.entries(metadata.annotations ?? {}).filter(([key]) => !moves.test(key));
  const { observedGeneration, ...rest } = spec ?? {};
  return { labels: metadata.labels ?? {}, annotations: Object.fromEntries(kept), spec: rest, data };
}

const settled = (workload: string) => kubectl("rollout", "status", workload, "--timeout=60s");
const uid = (name: string) => kubectl("get", "pod", name, "-o", "jsonpath={.metadata.uid}");

describe.skipIf(missingCluster)(`with the rights that are shipped ${missingCluster ?? ""}`, () => {
  beforeAll(async () => {
    await cluster.open();
    await cluster.apply({ apiVersion: "v1", kind: "Node", metadata: { name: node } });
    for (const one of [notes, cronJob, plain, deployment("api", "api:1"), statefulSet("store", "pg:1")])
      await cluster.apply(one);
    await Promise.all([settled("deploy/api"), settled("sts/store")]);
    await kubectl("set", "image", "deploy/api", "api=api:2");
    await settled("deploy/api");
  });
  afterAll(async () => {
    await kubectl("delete", "node", node);
    await cluster.close();
  });

  const map = { resource: "configmaps", target: "notes" };
  const api = { deployment: "api" };
  const undone: readonly (readonly [string, string, object, readonly string[]])[] = [
    [
      "a strategic patch",
      "patch",
      {
        resource: "deployments",
        target: "plain",
        type: "strategic",
        patch: '{"spec":{"template":{"spec":{"containers":[{"name":"side","image":"side:1"}]}}}}',
      },
      ["deploy", "plain"],
    ],
    ["a merge patch", "patch", { ...map, type: "merge", patch: '{"data":{"pool":"9","mode":null}}' }, ["cm", "notes"]],
    [
      "a JSON patch",
      "patch",
      { ...map, type: "json", patch: '[{"op":"remove","path":"/data/mode"}]' },
      ["cm", "notes"],
    ],
    [
      "a patch of the scale",
      "patch",
      { resource: "deployments", target: "api", subresource: "scale", type: "merge", patch: '{"spec":{"replicas":3}}' },
      ["deploy", "api"],
    ],
    ["labels", "label", { resource: "configmaps", names: ["notes"], labels: { team: "x" } }, ["cm", "notes"]],
    [
      "annotations",
      "annotate",
      { resource: "statefulsets", names: ["store"], annotations: { "a.b/c": "x" } },
      ["sts", "store"],
    ],
    ["a cordon", "cordon", { nodes: [node] }, ["node", node]],
    [
      "a taint",
      "taint",
      { nodes: [node], taints: [{ key: "disk", value: "full", effect: "NoSchedule" }] },
      ["node", node],
    ],
    ["a scale", "scale", { statefulset: "store", replicas: 1 }, ["sts", "store"]],
    ["an image", "set-image", { ...api, images: { api: "api:3" } }, ["deploy", "api"]],
    ["a variable", "set-env", { ...api, variables: { MODE: "fast" } }, ["deploy", "api"]],
    ["a limit", "set-resources", { ...api, limits: { cpu: "1" } }, ["deploy", "api"]],
    ["a rollback", "rollout-undo", api, ["deploy", "api"]],
    ["a pause", "rollout-pause", api, ["deploy", "api"]],
  ];

  test.each(undone)("%s is undone to what was before", async (_, operation, given, object) => {
    const before = await state(...object);
    const { done } = await cluster.change(operation, given);
    expect(await state(...object)).not.toEqual(before);
    await cluster.undo(done);
    expect(await state(...object)).toEqual(before);
  });

  test("an autoscaler and a job that were made are deleted by their undo", async () => {
    const made: readonly (readonly [string, object, string])[] = [
      ["autoscale", { ...api, minimum: 2, maximum: 5, cpuPercent: 70 }, "hpa/api"],
      ["create-job", { job: "by-hand", fromCronJob: "nightly" }, "job/by-hand"],
    ];
    for (const [operation, given, name] of made) {
      const { done } = await cluster.change(operation, given);
      expect(await kubectl("get", name, "-o", "name")).toContain(name.split("/")[1]);
      await cluster.undo(done);
      await expect(kubectl("get", name)).rejects.toThrow(/not found/);
    }
  });

  test("a restart replaces the pods, and nothing undoes it", async () => {
    const { done } = await cluster.change("rollout-restart", api);
    expect(done.undo).toBeUndefined();
  });

  test("a file is applied as kubectl applies it to a twin, and its undo brings back what was", async () => {
    const versions = (name: string) => [
      deployment(name, "api:1", { volumes: [{ name: "old", emptyDir: {} }] }),
      deployment(
        name,
        "api:2",
        { initContainers: [{ name: "first", image: "first:1" }], volumes: [{ name: "new", emptyDir: {} }] },
        { replicas: 3 },
      ),
    ];
    for (const one of versions("twin")) await cluster.write(one);
    await settled("deploy/twin");
    for (const one of versions("applied")) {
      // A value that is secret would stay out of the undo.
      files["applied.yaml"] = stringify(one).replace("DB_PASSWORD", "DB_HOST");
      const { done } = await cluster.change("apply", { file: "applied.yaml" });
      if (one.spec.replicas === 3) {
        const plain = (text: string) => text.replaceAll(/"(twin|applied)"|DB_PASSWORD|DB_HOST/g, "x");
        const [ours, kubectls] = [await cluster.json("deploy", "applied"), await cluster.json("deploy", "twin")];
        expect(plain(JSON.stringify(Object(ours).spec))).toBe(plain(JSON.stringify(Object(kubectls).spec)));
        await cluster.undo(done);
        expect(Object(await cluster.json("deploy", "applied")).spec).toMatchObject({
          replicas: 2,
          template: { spec: { volumes: [{ name: "old" }], containers: [{ image: "api:1" }] } },
        });
      }
    }
  });

  test("of what is deleted by name, a newer pod of the same name stays", async () => {
    await cluster.apply(pod("solo", "solo"));
    const given = { resource: "pods", names: ["solo"] };
    const shown = await cluster.previewed("delete", given);
    await kubectl("delete", "pod", "solo", "--grace-period=0", "--force");
    await cluster.apply(pod("solo", "solo"));
    const newer = await uid("solo");
    expect(await cluster.run("delete", given, shown)).toMatchObject({ text: "pod/solo was gone already" });
    expect(await uid("solo")).toBe(newer);
    await cluster.change("delete", given);
    await expect(uid("solo")).rejects.toThrow(/not found/);
  });

  test("of what is deleted by selector, exactly what was listed goes", async () => {
    for (const name of ["one", "two"]) await cluster.apply(pod(name, "batch"));
    const given = { resource: "pods", names: [], selector: "app=batch" };
    const shown = await cluster.previewed("delete", given);
    await cluster.apply(pod("three", "batch"));
    await cluster.run("delete", given, shown);
    expect(await cluster.verify("delete", given, shown)).toMatchObject({ kind: "verified" });
    expect(await kubectl("get", "pods", "-l", "app=batch", "-o", "name")).toBe("pod/three");
  });

  test("a drain moves pods off the node, and one that its budget holds back stays", async () => {
    for (const app of ["free", "held"])
      await cluster.apply(deployment(app, "api:1", { nodeName: node }, { replicas: 1 }));
    await cluster.apply({
      apiVersion: "policy/v1beta1",
      kind: "PodDisruptionBudget",
      metadata: { name: "held" },
      spec: { minAvailable: 1, selector: { matchLabels: { app: "held" } } },
    });
    await Promise.all([settled("deploy/free"), settled("deploy/held")]);
    await kubectl("delete", "pod", "three", "--grace-period=0", "--force");
    const held = await kubectl("get", "pods", "-l", "app=held", "-o", "name");
    const free = await kubectl("get", "pods", "-l", "app=free", "-o", "name");
    const before = await state("node", node);
    const given = { nodes: [node], timeout: "3s" };
    const shown = await cluster.previewed("drain", given);
    const done = await cluster.run("drain", given, shown);
    expect(done).toMatchObject({
      kind: "done",
      text: expect.stringMatching(/held-\S+ in \S+ is held back by its disruption budget/),
    });
    expect(await cluster.inspect("drain", given, shown)).toMatchObject({ kind: "unclear" });
    expect(await kubectl("get", "pods", "-l", "app=held", "-o", "name")).toBe(held);
    expect(await kubectl("get", "pods", "-l", "app=free", "-o", "name")).not.toBe(free);
    if (done.kind === "done") await cluster.undo(done);
    expect(await state("node", node)).toEqual(before);
  });

  test("what is outside these rights is refused in words that name the right that is missing", async () => {
    const patch = { resource: "configmaps", target: "notes", type: "merge", patch: '{"data":{"a":"b"}}' };
    await kubectl("-n", "default", "create", "configmap", `notes-${run}`);
    const elsewhere = { ...patch, target: `notes-${run}`, namespace: "default" };
    await expect(cluster.previewed("patch", elsewhere)).rejects.toMatchObject({
      message: "the cluster answered 403: the bot may not patch configmaps in default",
      advice: expect.stringContaining("verb patch, resource configmaps, namespace default"),
    });
    await kubectl("-n", "default", "delete", "configmap", `notes-${run}`);
    await expect(cluster.previewed("delete", { resource: "secrets", names: ["x"] })).rejects.toThrow(
      `403: the bot may not get secrets in ${namespace}`,
    );
  });
});
