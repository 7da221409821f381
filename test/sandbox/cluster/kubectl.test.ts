import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { afterAll, describe, expect, test } from "vitest";
import { startCluster } from "./start-cluster.ts";

const isHere = (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "kubectl")));
const { cluster } = await startCluster(20);
const title = isHere ? "kubectl itself" : "kubectl is not on PATH: its view of the sandbox's cluster is not checked";

// Each line is a process that looks around first: slow on a crowded machine.
describe.skipIf(!isHere)(title, { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "kubectl-"));
  const kubeconfig = join(folder, "config");
  writeFileSync(kubeconfig, cluster.kubeconfig);
  afterAll(() => rmSync(folder, { recursive: true }));
  const kubectl = async (line: string): Promise<string> =>
    (
      await promisify(execFile)("kubectl", line.split(" "), {
        env: { PATH: process.env.PATH, HOME: folder, KUBECONFIG: kubeconfig },
      })
    ).stdout;

  test("sees the story", async () => {
    expect(await kubectl("get pods -o wide")).toMatch(/api-service-\S+ +1\/1 +Running +\d+ \(\S+ ago\) +\d+m/);
    expect(await kubectl("rollout history deployment/api-service")).toContain("4         release 2.3.1");
    expect(await kubectl("logs -l app=api --since=1h --tail=2000")).toContain("QueuePool limit");
    expect(await kubectl("get events --sort-by=.lastTimestamp")).toContain("Readiness probe failed");
    expect(await kubectl("get configmap api-config -o yaml")).toContain('DB_POOL_SIZE: "5"');
    expect(await kubectl("top pods")).toMatch(/api-service-\S+ +\d+m +\d+Mi/);
    expect(await kubectl("top nodes")).toContain("worker-1");
    expect(await kubectl("describe nodes")).toContain("Allocated resources");
    expect(await kubectl("describe pod postgres-pod")).toContain("postgres:15.6");
    expect(await kubectl("get all,hpa,cronjobs,pdb,nodes,ns -o wide")).toContain("cronjob.batch/backup-database");
  });

  test("rolls back, restarts, scales and sets, each waited for", async () => {
    for (const line of [
      "rollout undo deployment/api-service",
      "rollout restart deployment/api-service",
      "scale deployment/api-service --replicas=5",
      "set env deployment/api-service DB_POOL_MAX_SIZE=50",
      "set image deployment/api-service api=your-registry/api:2.3.0",
      "set resources deployment/api-service --limits=memory=2Gi",
      "rollout undo deployment/api-service --to-revision=2",
    ]) {
      await kubectl(line);
      expect(await kubectl("rollout status deployment/api-service")).toContain("successfully rolled out");
    }
    expect(await kubectl("get deployment api-service -o jsonpath={.spec.template.spec.containers[*].image}")).toBe(
      "your-registry/api:2.2.0",
    );
  });

  test("drains a node and gives it back", async () => {
    await kubectl("drain worker-1 --ignore-daemonsets --force --delete-emptydir-data --timeout=20s");
    expect(await kubectl("get pods -A --field-selector=spec.nodeName=worker-1 --no-headers")).not.toContain(
      "api-service",
    );
    expect(await kubectl("get node worker-1")).toContain("Ready,SchedulingDisabled");
    await kubectl("uncordon worker-1");
  });

  test("deletes a pod, which comes back, and a namespace, which does not", async () => {
    expect(await kubectl("delete pod redis-0")).toContain('pod "redis-0" deleted');
    await expect.poll(() => kubectl("get pod redis-0 --ignore-not-found"), { timeout: 10_000 }).toContain("1/1");
    await kubectl("delete namespace web-analytics-staging");
    expect(await kubectl("get namespace web-analytics-staging --ignore-not-found")).toBe("");
  });
});
