import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingCluster, realCluster } from "../targets/kubernetes-change/real-cluster.ts";
import { deployment, statefulSet } from "../targets/kubernetes-change/workloads.ts";

const cluster = realCluster(`change-workloads-${Date.now().toString(36)}`);
const { kubectl } = cluster;
const settled = (workload: string) => kubectl("rollout", "status", workload, "--timeout=60s");
const image = (name: string) => kubectl("get", name, "-o", "jsonpath={.spec.template.spec.containers[0].image}");

async function deploy(name: string, ...images: readonly string[]) {
  const [first = "api:1", ...others] = images;
  await cluster.apply(deployment(name, first));
  await settled(`deploy/${name}`);
  for (const one of others) {
    await kubectl("set", "image", `deploy/${name}`, `api=${one}`);
    if (!one.includes("broken")) await settled(`deploy/${name}`);
  }
}

describe.skipIf(missingCluster)(`workloads of a real cluster ${missingCluster ?? ""}`, () => {
  beforeAll(() => cluster.open());
  afterAll(() => cluster.close());

  test("a rollback ends where kubectl's own ends on a twin", async () => {
    await Promise.all(["bot", "twin"].map((name) => deploy(name, "api:1", "api:2", "api:broken-3")));
    const { shown, done } = await cluster.change("rollout-undo", { deployment: "bot" });
    await kubectl("rollout", "undo", "deploy/twin");
    expect(shown.objects[0]?.changes).toEqual([
      { what: "revision", before: "3", after: "as 2 was" },
      { what: "image of api", before: "api:broken-3", after: "api:2" },
    ]);
    expect(done.undo).toEqual({ name: "kubernetes.rollout-undo", arguments: { deployment: "bot", toRevision: 3 } });
    const state = async (name: string) => {
      const found = JSON.stringify(await cluster.json("deploy", name)).replaceAll(`"${name}"`, '"x"');
      const { spec, metadata } = JSON.parse(found);
      return { spec, annotations: metadata.annotations };
    };
    await settled("deploy/twin");
    expect(await state("bot")).toEqual(await state("twin"));
  });

  test("revision 3 of 7, and back to 7 by its undo", async () => {
    await deploy("seven", ...[1, 2, 3, 4, 5, 6, 7].map((number) => `api:${number}`));
    const { done } = await cluster.change("rollout-undo", { deployment: "seven", toRevision: 3 });
    expect(await image("deploy/seven")).toBe("api:3");
    await cluster.undo(done);
    expect(await image("deploy/seven")).toBe("api:7");
    expect(await cluster.refusal("rollout-undo", { deployment: "seven", toRevision: 42 })).toMatch(/no revision 42/);
  });

  test("paused, without history and already there are refused", async () => {
    await deploy("alone", "api:1");
    const where = { deployment: "alone" };
    expect(await cluster.refusal("rollout-undo", where)).toMatch(/no earlier revision/);
    expect(await cluster.refusal("rollout-undo", { ...where, toRevision: 1 })).toMatch(/already is as revision 1/);
    await cluster.change("rollout-pause", where);
    expect(await cluster.refusal("rollout-undo", where)).toMatch(/paused/);
    expect(await cluster.refusal("rollout-restart", where)).toMatch(/paused/);
    await cluster.change("rollout-resume", where);
    expect(await cluster.refusal("rollout-resume", where)).toMatch(/nothing would change/);
    expect(await cluster.refusal("rollout-undo", { deployment: "nobody" })).toMatch(/does not exist/);
  });

  test("a newer deploy than the one previewed is refused and stays", async () => {
    await deploy("raced", "api:1", "api:2");
    const shown = await cluster.previewed("rollout-undo", { deployment: "raced" });
    await kubectl("set", "image", "deploy/raced", "api=api:3");
    expect(await cluster.run("rollout-undo", { deployment: "raced" }, shown)).toMatchObject({ kind: "refused" });
    expect(await image("deploy/raced")).toBe("api:3");
    expect(await cluster.inspect("rollout-undo", { deployment: "raced" }, shown)).toMatchObject({ kind: "unclear" });
  });

  test("what moves by itself stops nothing, and a dry run changes nothing", async () => {
    await deploy("moving", "api:1", "api:2");
    const shown = await cluster.previewed("rollout-undo", { deployment: "moving" });
    await kubectl("annotate", "deploy/moving", "noise=1");
    expect(await cluster.run("rollout-undo", { deployment: "moving" }, shown, true)).toMatchObject({ kind: "done" });
    expect(await image("deploy/moving")).toBe("api:2");
    expect(await cluster.run("rollout-undo", { deployment: "moving" }, shown)).toMatchObject({ kind: "done" });
    expect(await image("deploy/moving")).toBe("api:1");
  });

  test("a StatefulSet goes back by its ControllerRevisions", async () => {
    await cluster.apply(statefulSet("db", "pg:1"));
    await settled("sts/db");
    await kubectl("set", "image", "sts/db", "api=pg:2");
    await settled("sts/db");
    const { done } = await cluster.change("rollout-undo", { statefulset: "db" });
    expect(await image("sts/db")).toBe("pg:1");
    await cluster.undo(done);
    expect(await image("sts/db")).toBe("pg:2");
    await cluster.change("scale", { statefulset: "db", replicas: 1 });
    await cluster.change("rollout-restart", { statefulset: "db" });
  });

  test("restart, images, variables and resources, each with its undo", { timeout: 600_000 }, async () => {
    await deploy("edited", "api:1");
    const before = await cluster.json("deploy", "edited");
    const where = { deployment: "edited" };
    const changes: [string, object][] = [
      ["set-image", { ...where, images: { "*": "api:2" } }],
      ["set-env", { ...where, variables: { POOL: "50", MODE: "fast" } }],
      ["set-env", { ...where, container: "api", variables: { DB_PASSWORD: "hunter3" } }],
      ["set-resources", { ...where, limits: { memory: "0.25Gi", cpu: "1000m" }, requests: { memory: "64Mi" } }],
      ["scale", { ...where, replicas: 0 }],
    ];
    for (const [operation, given] of changes) {
      const { done, shown } = await cluster.change(operation, given);
      expect(JSON.stringify({ done, shown })).not.toMatch(/hunter/);
      expect(await cluster.refusal(operation, given)).toMatch(/nothing would change/);
      await cluster.undo(done);
      expect(await cluster.json("deploy", "edited")).toMatchObject({ spec: Object(before).spec });
    }
    const { done } = await cluster.change("rollout-restart", where);
    expect(done.undo).toBeUndefined();
    expect(cluster.emitted.join("")).toMatch(/of 2 (updated )?pods/);
  });

  test("a rollout that makes no progress fails at its deadline", async () => {
    await cluster.apply(deployment("stuck", "api:1", {}, { progressDeadlineSeconds: 15 }));
    await settled("deploy/stuck");
    const given = { deployment: "stuck", images: { api: "api:broken" } };
    const shown = await cluster.previewed("set-image", given);
    await cluster.run("set-image", given, shown);
    expect(await cluster.verify("set-image", given, shown)).toMatchObject({ kind: "failed" });
    await cluster.change("rollout-undo", { deployment: "stuck" });
  });
});
