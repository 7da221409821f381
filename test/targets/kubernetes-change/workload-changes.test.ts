import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { sandboxBench } from "./sandbox-bench.ts";
import { deployment, statefulSet } from "./workloads.ts";

let bench: Awaited<ReturnType<typeof sandboxBench>>;
beforeAll(async () => {
  bench = await sandboxBench();
});
afterAll(() => bench.close());

const apps = "/apis/apps/v1/namespaces/production";
const specOf = async (name: string) => Object(await bench.get(`${apps}/deployments/${name}`)).spec;
async function deploy(name: string) {
  await bench.create(`${apps}/deployments`, deployment(name, "api:1"));
  const available = async () => Object(await bench.get(`${apps}/deployments/${name}`)).status?.availableReplicas;
  await expect.poll(available, { timeout: 20_000 }).toBe(2);
  return { deployment: name };
}

describe("each change is done once, refused the second time, and undone", () => {
  const changes: [string, string, object][] = [
    ["images", "set-image", { images: { api: "api:2" } }],
    ["variables", "set-env", { variables: { POOL: "50", MODE: "fast" } }],
    ["a secret variable", "set-env", { variables: { DB_PASSWORD: "hunter3" } }],
    ["resources", "set-resources", { limits: { memory: "0.25Gi", cpu: "1000m" }, requests: { memory: "64Mi" } }],
    ["replicas", "scale", { replicas: 3 }],
    ["no replicas", "scale", { replicas: 0 }],
    ["pause", "rollout-pause", {}],
  ];
  test.each(changes)("%s", async (what, operation, fields) => {
    const where = await deploy(what.replaceAll(" ", "-"));
    const before = await specOf(where.deployment);
    const given = { ...where, ...fields };
    const { shown, done } = await bench.change(operation, given);
    expect(JSON.stringify({ shown, done })).not.toContain("hunter");
    expect(await bench.run(operation, given, shown)).toMatchObject({ kind: "refused" });
    expect(await bench.refusal(operation, given)).toMatch(/nothing would change/);
    await bench.undo(done);
    expect(await specOf(where.deployment)).toEqual(before);
  });
});

describe("a restart", () => {
  test("replaces the pods, says how far it is, and cannot be undone", async () => {
    const where = await deploy("restarted");
    const { done } = await bench.change("rollout-restart", where);
    expect(done.undo).toBeUndefined();
    expect(bench.emitted.join("")).toMatch(/of 2 (updated )?pods/);
  });

  test("a restart of another in between is a newer deploy", async () => {
    const where = await deploy("twice");
    const shown = await bench.previewed("rollout-restart", where);
    expect((await bench.previewed("rollout-restart", where)).fingerprint).toEqual(shown.fingerprint);
    await bench.change("rollout-restart", where);
    expect(await bench.run("rollout-restart", where, shown)).toMatchObject({ kind: "refused" });
  });
});

describe("scaling", () => {
  test("a count changed between preview and run is refused", async () => {
    const where = await deploy("counted");
    const shown = await bench.previewed("scale", { ...where, replicas: 4 });
    await bench.patch(`${apps}/deployments/counted`, { spec: { replicas: 3 } });
    expect(await bench.run("scale", { ...where, replicas: 4 }, shown)).toMatchObject({ kind: "refused" });
    expect(await specOf("counted")).toMatchObject({ replicas: 3 });
  });

  test("another count than the command expects is refused", async () => {
    const where = await deploy("expected");
    expect(await bench.refusal("scale", { ...where, replicas: 4, currentReplicas: 7 })).toMatch(/2 replicas and not 7/);
  });

  test("an autoscaler that will scale it back is named", async () => {
    const where = await deploy("autoscaled");
    const { done } = await bench.change("autoscale", { ...where, minimum: 2, maximum: 5, cpuPercent: 70 });
    const { warnings } = await bench.previewed("scale", { ...where, replicas: 9 });
    expect(warnings.join("\n")).toMatch(/hpa\/autoscaled keeps it between 2 and 5: it will scale it back/);
    expect(await bench.refusal("autoscale", { ...where, maximum: 5 })).toMatch(/already exists/);
    await bench.undo(done);
  });

  test("that the bot may not look for autoscalers is said and stops nothing", async () => {
    const where = await deploy("unseen");
    const closed = await sandboxBench();
    await closed.create(`${apps}/deployments`, deployment("unseen", "api:1"));
    closed.cluster.forbid(({ plural }) => plural === "horizontalpodautoscalers");
    const { notPreviewed } = await closed.previewed("scale", { ...where, replicas: 9 });
    expect(notPreviewed.join("\n")).toMatch(/may not list horizontalpodautoscalers/);
    await closed.close();
  });
});

describe("other workloads", () => {
  test("a StatefulSet goes back by its ControllerRevisions, and a DaemonSet cannot be scaled", async () => {
    await bench.create(`${apps}/statefulsets`, statefulSet("db", "pg:1"));
    const ready = async () => Object(await bench.get(`${apps}/statefulsets/db`)).status?.readyReplicas;
    await expect.poll(ready, { timeout: 20_000 }).toBe(2);
    await bench.change("set-image", { statefulset: "db", images: { api: "pg:2" } });
    const { done } = await bench.change("rollout-undo", { statefulset: "db" });
    expect(done.undo?.arguments).toEqual({ statefulset: "db", toRevision: 2 });
    await bench.undo(done);
    await bench.change("scale", { statefulset: "db", replicas: 1 });
    expect(await bench.refusal("scale", { daemonset: "agent", replicas: 1 })).toMatch(/one pod a node/);
  });

  test("a container that is not there is refused and the known ones are named", async () => {
    const where = await deploy("contained");
    const reason = await bench.refusal("set-image", { ...where, images: { web: "api:2" } });
    expect(reason).toBe("deployment/contained has no container web; it has api");
  });
});

describe("following a rollout", () => {
  test("the end of the time given is a failure of the change, a cancel is thrown", async () => {
    const given = { ...(await deploy("stuck")), images: { api: "api:broken" } };
    await bench.patch(`${apps}/deployments/stuck`, { spec: { minReadySeconds: 3000, progressDeadlineSeconds: 9000 } });
    const shown = await bench.previewed("set-image", given);
    await bench.run("set-image", given, shown);
    const timeUp = await bench.verify("set-image", given, shown, AbortSignal.timeout(300));
    expect(timeUp).toMatchObject({ kind: "failed", text: expect.stringMatching(/not finished in the time/) });
    const cancelled = AbortSignal.abort(new Error("cancelled by Ana"));
    await expect(bench.verify("set-image", given, shown, cancelled)).rejects.toThrow("cancelled by Ana");
  });

  test("somebody's newer change is told, not taken for this one", async () => {
    const given = { ...(await deploy("overtaken")), images: { api: "api:2" } };
    const shown = await bench.previewed("set-image", given);
    await bench.run("set-image", given, shown);
    await bench.change("set-image", { ...given, images: { api: "api:3" } });
    expect(await bench.verify("set-image", given, shown)).toMatchObject({ kind: "failed" });
    expect(await bench.inspect("set-image", given, shown)).toMatchObject({ kind: "unclear" });
  });
});
