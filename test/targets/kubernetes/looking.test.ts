import { afterEach, describe, expect, test } from "vitest";
import { sendJson, sendStatus } from "../../clients/kubernetes-stub.ts";
import { appsInProduction, inProduction, list, pod, type SmallCluster, smallCluster } from "./small-cluster.ts";

let cluster: SmallCluster;
afterEach(() => cluster.stub.close());
const names: string[] = [];
const event = (name: string, minutes: number, more = {}) => ({
  type: "Warning",
  reason: "BackOff",
  message: `${name} fails\n`,
  involvedObject: { kind: "Pod", name },
  lastTimestamp: new Date(Date.parse("2026-11-21T12:00:00Z") - minutes * 60_000).toISOString(),
  ...more,
});

describe("events", () => {
  test("end with the newest, and say how often", async () => {
    const twice = event("b", 30, { count: 12, firstTimestamp: "2026-11-21T10:00:00Z", type: "Normal" });
    cluster = await smallCluster({ [`${inProduction}/events`]: list(event("a", 1), twice) });
    expect(await cluster.read("events", {})).toBe(
      [
        "LAST SEEN             TYPE      REASON    OBJECT   MESSAGE",
        "30m (x12 over 120m)   Normal    BackOff   Pod/b    b fails",
        "60s                   Warning   BackOff   Pod/a    a fails\n",
      ].join("\n"),
    );
    expect(await cluster.read("events", { types: ["Warning"], allNamespaces: false })).not.toContain("Pod/b");
  });

  test("of one object are asked for by its kind and name", async () => {
    cluster = await smallCluster({ [`${inProduction}/events`]: list() });
    expect(await cluster.read("events", { for: "deploy/api" })).toBe("No events found in production namespace.\n");
    expect(cluster.stub.asked[0]).toContain("involvedObject.kind%3DDeployment%2CinvolvedObject.name%3Dapi");
    expect(await cluster.read("events", { for: "api" })).toContain("refused: --for takes kind/name");
  });
});

describe("describe", () => {
  test("shows of a Secret how long its values are, never the values", async () => {
    const data = { password: Buffer.from("hunter2").toString("base64") };
    const secret = { kind: "Secret", metadata: { name: "creds", namespace: "production" }, type: "Opaque", data };
    cluster = await smallCluster({ [`${inProduction}/secrets/creds`]: secret, [`${inProduction}/events`]: list() });
    const text = await cluster.read("describe", { resource: "secrets", names: ["creds"] });
    expect(text).toMatch(/password: +7 bytes/);
    expect(text).not.toMatch(/hunter2|aHVudGVyMg/);
  });

  test("shows why a container ended, hides a variable named like a secret, and ends with the events", async () => {
    const spec = { containers: [{ name: "api", image: "api:2", env: [{ name: "API_TOKEN", value: "hunter2" }] }] };
    const terminated = { reason: "OOMKilled", exitCode: 137 };
    const containerStatuses = [
      { name: "api", restartCount: 7, state: { waiting: { reason: "CrashLoopBackOff" } }, lastState: { terminated } },
    ];
    cluster = await smallCluster({
      [`${inProduction}/pods/api-1`]: pod("api-1", { spec, status: { phase: "Running", containerStatuses } }),
      [`${inProduction}/events`]: list(event("api-1", 2)),
    });
    const text = await cluster.read("describe", { resource: "pods", names: ["api-1"] });
    for (const part of [/State: +Waiting/, /CrashLoopBackOff/, /OOMKilled/, /Exit Code: +137/, /Restart Count: +7/]) {
      expect(text).toMatch(part);
    }
    expect(text).toMatch(/API_TOKEN: +\[7 bytes\]/);
    expect(text.trim().split("\n").at(-1)).toMatch(/Warning {2}BackOff {2}2m/);
  });

  test("shows every field of a kind nobody described", async () => {
    const hpa = {
      kind: "Ingress",
      metadata: { name: "web", namespace: "production" },
      spec: { ingressClassName: "nginx", rules: [{ host: "a.example" }] },
    };
    cluster = await smallCluster({
      "/apis/networking.k8s.io/v1/namespaces/production/ingresses/web": hpa,
      [`${inProduction}/events`]: list(),
    });
    const text = await cluster.read("describe", { resource: "ingresses", names: ["web"] });
    expect(text).toMatch(/Ingress Class Name: +nginx/);
    expect(text).toMatch(/Host: +a\.example/);
  });
});

describe("top", () => {
  const metrics = "/apis/metrics.k8s.io/v1beta1";
  test("adds up containers, and sorts by what is used", async () => {
    const usage = (name: string, cpu: string, memory: string) => ({
      metadata: { name, namespace: "production" },
      containers: [
        { name: "api", usage: { cpu, memory } },
        { name: "side", usage: { cpu: "1m", memory: "1Mi" } },
      ],
    });
    cluster = await smallCluster({
      [`${metrics}/namespaces/production/pods`]: list(usage("a", "1500000n", "2048Ki"), usage("b", "250m", "1Gi")),
    });
    expect(await cluster.read("top", { resource: "pods", names, sortBy: "cpu", noHeaders: true })).toBe(
      "b     251m   1025Mi\na     3m     3Mi\n",
    );
    expect(await cluster.read("top", { resource: "pods", names: ["a"], containers: true })).toMatch(
      /^POD +NAME +CPU\(cores\)/,
    );
  });

  test("says that nothing is measured when the metrics API is not installed", async () => {
    cluster = await smallCluster({});
    await expect(cluster.read("top", { resource: "pods", names })).rejects.toThrow("its metrics API is not available");
  });
});

describe("waiting", () => {
  const conditions = (status: string) => ({ status: { conditions: [{ type: "Ready", status }] } });
  test("ends when the condition holds", async () => {
    let looks = 0;
    cluster = await smallCluster({
      [`${inProduction}/pods/api-1`]: (_query, response) =>
        sendJson(response, 200, pod("api-1", conditions(++looks > 2 ? "True" : "False"))),
    });
    expect(await cluster.read("wait", { resource: "pods", names: ["api-1"], for: "condition=Ready" })).toBe(
      "pod/api-1 condition met\n",
    );
    const phase = { resource: "pods", names: ["api-1"], for: "jsonpath='{.status.phase}'=Running", timeout: "0" };
    await expect(cluster.read("wait", phase)).rejects.toThrow(
      "timed out waiting for jsonpath='{.status.phase}'=Running of pods/api-1",
    );
  });

  test("for a deletion is over when the object is gone", async () => {
    cluster = await smallCluster({});
    expect(await cluster.read("wait", { resource: "pods", names: ["gone"], for: "delete" })).toBe("pod/gone deleted\n");
    expect(await cluster.read("wait", { resource: "pods", names, selector: "a=b", for: "sunshine" })).toContain(
      "refused: --for=sunshine",
    );
  });
});

describe("a rollout", () => {
  const deployment = (updated: number, more = {}) => ({
    kind: "Deployment",
    metadata: {
      name: "api",
      namespace: "production",
      uid: "u",
      generation: 2,
      annotations: { "deployment.kubernetes.io/revision": "2" },
    },
    spec: { replicas: 3, selector: { matchLabels: { app: "api" } } },
    status: { observedGeneration: 2, replicas: 3, updatedReplicas: updated, availableReplicas: 3, ...more },
  });
  const path = `${appsInProduction}/deployments/api`;

  test("is followed to its end, each step once", async () => {
    let looks = 0;
    cluster = await smallCluster({
      [path]: (_query, response) => sendJson(response, 200, deployment(++looks > 3 ? 3 : 1)),
    });
    const text = await cluster.read("rollout-status", { deployment: "api" });
    expect(text.split("\n")).toHaveLength(3);
    expect(text).toContain('deployment "api" successfully rolled out');
    expect(cluster.shown.join("")).toBe(text);
  });

  test("that failed is a failure, and one look is enough where no watching is wanted", async () => {
    const progressing = { conditions: [{ type: "Progressing", reason: "ProgressDeadlineExceeded" }] };
    cluster = await smallCluster({
      [path]: deployment(1, progressing),
      [`${appsInProduction}/deployments/slow`]: deployment(1),
    });
    await expect(cluster.read("rollout-status", { deployment: "api" })).rejects.toMatchObject({
      code: "RolloutFailed",
    });
    expect(await cluster.read("rollout-status", { deployment: "slow", watch: false })).toContain(
      "1 of 3 pods are updated",
    );
  });

  test("is remembered by the ReplicaSets it controls, and by no others", async () => {
    const replicaSet = (revision: string, uid: string, cause?: string) => ({
      kind: "ReplicaSet",
      metadata: {
        name: `api-${revision}`,
        annotations: {
          "deployment.kubernetes.io/revision": revision,
          ...(cause ? { "kubernetes.io/change-cause": cause } : {}),
        },
        ownerReferences: [{ controller: true, uid }],
      },
      spec: { template: { spec: { containers: [{ name: "api", image: `api:${revision}` }] } } },
    });
    cluster = await smallCluster({
      [path]: deployment(3),
      [`${appsInProduction}/replicasets`]: list(
        replicaSet("10", "u", "faster"),
        replicaSet("9", "u"),
        replicaSet("11", "other"),
      ),
    });
    expect(await cluster.read("rollout-history", { deployment: "api" })).toBe(
      "deployment.apps/api \nREVISION  CHANGE-CAUSE\n9         <none>\n10        faster\n\n",
    );
    expect(await cluster.read("rollout-history", { deployment: "api", revision: 9 })).toMatch(/Image: +api:9/);
    expect(await cluster.read("rollout-history", { deployment: "api", revision: 3 })).toBe(
      "refused: deployment/api has no revision 3; it remembers 9, 10",
    );
  });
});

test("the cluster's own failing check is shown, and a right is asked for by group", async () => {
  let review = "";
  cluster = await smallCluster({
    "/readyz": (_query, response) =>
      void response.writeHead(500).end("[+]ping ok\n[-]etcd failed\nreadyz check failed"),
    "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews": (_query, response) => {
      response.req.on("data", (chunk) => {
        review += String(chunk);
      });
      response.req.on("end", () => sendJson(response, 201, { status: { allowed: false, reason: "no role" } }));
    },
    "/version": (_query, response) => sendStatus(response, 401, "Unauthorized", "Unauthorized"),
  });
  await expect(cluster.read("cluster-facts", { facts: "readyz", verbose: true })).rejects.toThrow("[-]etcd failed");
  await expect(cluster.read("cluster-facts", { facts: "version" })).rejects.toMatchObject({
    advice: expect.stringContaining("renew"),
  });
  expect(await cluster.read("can-i", { verb: "patch", resource: "deploy/scale" })).toBe("no - no role\n");
  expect(JSON.parse(review).spec.resourceAttributes).toEqual({
    ...{ verb: "patch", namespace: "production", resource: "deployments", group: "apps", subresource: "scale" },
  });
});

test("a program that could change something is not run as a reading", async () => {
  cluster = await smallCluster({});
  expect(await cluster.read("exec", { pod: "api-1", command: ["rm", "-rf", "/data"] })).toContain(
    "refused: rm can change things",
  );
  expect(cluster.stub.asked).toEqual([]);
});
