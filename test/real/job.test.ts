import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { jobBench, nameIn } from "../targets/job/job-bench.ts";
import { jobSite } from "../targets/job/job-site.ts";
import { missingCluster, realCluster } from "../targets/kubernetes-change/real-cluster.ts";

const namespace = `jobs-${Date.now().toString(36)}`;
const cluster = realCluster(namespace);
const { kubectl, door } = cluster;
const line = "./scripts/backup_daily.sh --full $(HOME)";

/** All that running programs needs, for the user that the context `bot` stands for. */
const rights = {
  rules: [
    { apiGroups: ["batch"], resources: ["jobs"], verbs: ["create", "get", "list", "delete"] },
    { apiGroups: [""], resources: ["pods", "events"], verbs: ["list"] },
    { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
  ],
};

const asBot = (jobs: object = {}, patience: object = {}) =>
  jobBench(door, jobSite(namespace, { serviceAccount: "default", ...jobs }, "bot"), { pauseMs: 200, ...patience });

const podOf = async (job: string): Promise<string> =>
  kubectl("get", "pods", "-l", `job-name=${job}`, "-o", "jsonpath={.items[0].metadata.name}").catch(() => "");

/** Ends the pod of a Job as a kubelet would: nothing really runs here. */
async function end(job: string, exitCode: number, reason: string): Promise<void> {
  await expect.poll(() => podOf(job), { timeout: 20_000 }).not.toBe("");
  const pod = await podOf(job);
  const [startedAt, finishedAt] = ["2026-01-01T10:00:00Z", "2026-01-01T10:00:42Z"];
  const state = { terminated: { exitCode, reason, startedAt, finishedAt } };
  const known = { name: "program", image: "tools:1.4", imageID: "tools@sha256:abc", ready: false, restartCount: 0 };
  const status = { phase: exitCode === 0 ? "Succeeded" : "Failed", containerStatuses: [{ ...known, state }] };
  const path = `/api/v1/namespaces/${namespace}/pods/${pod}/status`;
  const contentType = "application/merge-patch+json";
  const signal = AbortSignal.timeout(10_000);
  await door.json("admin", { method: "PATCH", path, body: { status }, contentType, signal });
}

describe.skipIf(missingCluster)(`programs as Jobs of a real cluster ${missingCluster ?? ""}`, () => {
  beforeAll(async () => {
    await cluster.open();
    const rbac = "rbac.authorization.k8s.io";
    await cluster.apply({ apiVersion: `${rbac}/v1`, kind: "Role", metadata: { name: "jobs", namespace }, ...rights });
    await kubectl("create", "rolebinding", "jobs", "--role=jobs", "--user=incident-commander");
  });
  afterAll(() => cluster.close());

  test("are taken by the cluster as they were previewed, run once, followed and read back", async () => {
    const { previewed, run, verify, inspect, emitted } = asBot();
    const shown = await previewed(line);
    expect((await previewed(line)).fingerprint).toEqual(shown.fingerprint);
    expect(await inspect(line, shown)).toMatchObject({ kind: "not-done" });
    const running = Promise.all([run(line, shown), run(line, shown)]);
    await end(nameIn(shown), 0, "Completed");
    for (const done of await running)
      expect(done).toMatchObject({ kind: "done", text: expect.stringMatching(/ended well after 42 s.*sha256:abc/s) });
    expect(emitted.join("")).toContain("is made");
    expect(await verify(line, shown)).toMatchObject({ kind: "verified" });
    expect(await inspect(line, shown)).toMatchObject({ kind: "done" });
    const job = JSON.stringify(await cluster.json("job", nameIn(shown)));
    expect(job).toContain('"backoffLimit":0');
    expect(job).toContain('"$$(HOME)"');
    expect(job).toContain('"runAsNonRoot":true');
    expect(job).toContain('"type":"Complete"');
  });

  test("are deleted by a later run where the cluster keeps those that ended long ago", async () => {
    const { previewed, run } = asBot();
    const old = await previewed(line);
    const first = run(line, old);
    await end(nameIn(old), 0, "Completed");
    await first;
    const later = asBot({}, { now: () => Date.now() + 7 * 60 * 60_000 });
    const shown = await later.previewed(line);
    const second = later.run(line, shown);
    await end(nameIn(shown), 0, "Completed");
    expect(await second).toMatchObject({ kind: "done" });
    expect(await kubectl("get", "job", nameIn(old), "--ignore-not-found")).toBe("");
    expect(await later.verify(line, shown)).toMatchObject({ kind: "verified" });
    await expect.poll(() => podOf(nameIn(old)), { timeout: 30_000 }).toBe("");
  });

  test("that fail say with what", async () => {
    const { previewed, run, verify } = asBot();
    const shown = await previewed(line);
    const running = run(line, shown);
    await end(nameIn(shown), 137, "OOMKilled");
    expect(await running).toMatchObject({ text: expect.stringMatching(/more than its 512Mi of memory/) });
    expect(await verify(line, shown)).toMatchObject({ kind: "failed" });
  });

  test("whose pod the cluster refuses do not begin, and are deleted again", async () => {
    const limits = [{ type: "Container", max: { memory: "1Gi" } }];
    await cluster.apply({
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "small", namespace },
      spec: { limits },
    });
    const { previewed, run } = asBot({ memory: "2Gi" }, { stuckMs: 1000 });
    const shown = await previewed(line);
    const failure = {
      message: expect.stringMatching(/makes no pod for it: .*maximum memory usage per Container is 1Gi/),
      outcome: "not-done",
    };
    await expect(run(line, shown)).rejects.toMatchObject(failure);
    expect(await kubectl("get", "job", nameIn(shown), "--ignore-not-found")).toBe("");
  });

  test("are refused by the cluster in words where the bot has no right to make them", async () => {
    const elsewhere = jobBench(door, jobSite("default", { serviceAccount: "default" }, "bot"));
    await expect(elsewhere.preview(line)).rejects.toThrow(/the bot may not (create|list) jobs in default/);
  });
});
