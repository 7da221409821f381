import { describe, expect, test } from "vitest";
import { api, deployments, merge, startCluster, strategic } from "./start-cluster.ts";

const { ask, cluster, text } = await startCluster(20);
const production = "/api/v1/namespaces/production";
const table = { accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json" };

describe("lists", () => {
  test("come in pages that together hold each object once", async () => {
    const names: string[] = [];
    let token = "";
    do {
      const { body } = await ask("GET", `${production}/pods?limit=4&continue=${token}`);
      names.push(...body.items.map((pod) => pod.metadata.name));
      token = String(body.metadata.continue ?? "");
    } while (token !== "");
    const whole = (await ask("GET", `${production}/pods`)).body.items.map((pod) => pod.metadata.name);
    expect(names).toEqual(whole);
  });

  test.each([
    ["app=api,track=canary", 1],
    ["app in (api, blog-engine),track!=canary", 6],
    ["!app", 0],
    ["track", 1],
  ])("labelSelector %s means %i pods", async (selector, count) => {
    const { body } = await ask("GET", `${production}/pods?labelSelector=${encodeURIComponent(selector)}`);
    expect(body.items).toHaveLength(count);
  });

  test("as a table show what kubectl prints, wide columns marked", async () => {
    const { body } = await ask("GET", `${deployments}/api-service`, undefined, table);
    expect(body).toMatchObject({
      kind: "Table",
      rows: [{ cells: ["api-service", "3/3", 3, 3, "40d", "api", "your-registry/api:2.4.0", "app=api"] }],
    });
    expect(JSON.stringify(body.columnDefinitions)).toContain(
      '"name":"Images","type":"string","format":"","description":"","priority":1',
    );
  });
});

describe("patches", () => {
  test("a strategic patch changes one variable of one container and keeps the rest", async () => {
    const env = [{ name: "DB_POOL_MAX_SIZE", value: "50" }];
    const patch = { spec: { template: { spec: { containers: [{ name: "api", env }] } } } };
    const { body } = await ask("PATCH", `${api}?dryRun=All`, patch, strategic);
    expect(Object(body.spec.template).spec.containers).toMatchObject([
      { name: "api", image: "your-registry/api:2.4.0", env: [{ name: "LOG_LEVEL", value: "info" }, env[0]] },
    ]);
  });

  test("a strategic patch takes away with $patch: delete", async () => {
    const env = [{ name: "LOG_LEVEL", $patch: "delete" }];
    const patch = { spec: { template: { spec: { containers: [{ name: "api", env }] } } } };
    const { body } = await ask("PATCH", `${api}?dryRun=All`, patch, strategic);
    expect(Object(body.spec.template).spec.containers[0].env).toEqual([{ name: "DB_POOL_MAX_SIZE", value: "15" }]);
  });

  test("a new spec is a new generation, the same spec is not even a new version", async () => {
    const path = `${deployments}/blog-engine`;
    const before = (await ask("GET", path)).body.metadata;
    const changed = (await ask("PATCH", path, { spec: { minReadySeconds: 1 } }, merge)).body.metadata;
    expect(Number(changed.generation)).toBe(Number(before.generation) + 1);
    await expect.poll(async () => (await ask("GET", path)).body.status.observedGeneration).toBe(changed.generation);
    const settled = (await ask("GET", path)).body.metadata;
    const again = (await ask("PATCH", path, { spec: { minReadySeconds: 1 } }, merge)).body.metadata;
    expect(again.generation).toBe(settled.generation);
  });

  test("an autoscaler written in the older form is kept in the newer", async () => {
    const path = "namespaces/production/horizontalpodautoscalers";
    const scaleTargetRef = { apiVersion: "apps/v1", kind: "Deployment", name: "post-service" };
    const spec = { scaleTargetRef, minReplicas: 3, maxReplicas: 10, targetCPUUtilizationPercentage: 70 };
    const written = await ask("POST", `/apis/autoscaling/v1/${path}`, { metadata: { name: "post-service" }, spec });
    expect(written.code).toBe(201);
    expect(written.body.spec.targetCPUUtilizationPercentage).toBe(70);
    const { body } = await ask("GET", `/apis/autoscaling/v2/${path}/post-service`);
    expect(body.spec.metrics).toMatchObject([{ resource: { name: "cpu", target: { averageUtilization: 70 } } }]);
  });
});

describe("evictions", () => {
  test("stop where the disruption budget is spent, until the replacements are ready", async () => {
    // Time stands still, so that nothing becomes ready in between.
    let moment = Date.now();
    const still = await startCluster(1, () => moment);
    const pods = (await still.ask("GET", `${production}/pods?labelSelector=app%3Dapi`)).body.items;
    const evict = async (name = ""): Promise<number> =>
      (await still.ask("POST", `${production}/pods/${name}/eviction`, { metadata: { name } })).code;
    const codes: number[] = [];
    for (const { metadata } of pods) codes.push(await evict(metadata.name));
    expect(codes).toEqual([201, 201, 429, 429]);
    await expect
      .poll(
        () => {
          moment += 1_000;
          return Object(still.cluster.object("poddisruptionbudgets", "production", "api-service")).status
            .disruptionsAllowed;
        },
        { timeout: 20_000 },
      )
      .toBe(2);
    expect(await evict(pods[2]?.metadata.name)).toBe(201);
  });
});

describe("logs", () => {
  const log = `${production}/pods/postgres-pod/log`;

  test("read twice are the same words", async () => {
    const until = (lines: string) => lines.split("\n").slice(0, 40);
    const [first, second] = [await text(`${log}?tailLines=50`), await text(`${log}?tailLines=50`)];
    expect(second).toContain(until(first)[39]);
  });

  test("are bounded by lines, seconds and bytes", async () => {
    expect((await text(`${log}?tailLines=5`)).trim().split("\n")).toHaveLength(5);
    expect(await text(`${log}?tailLines=0`)).toBe("");
    expect((await text(`${log}?limitBytes=100`)).length).toBe(100);
    expect((await text(`${log}?sinceSeconds=300`)).trim().split("\n").length).toBeLessThan(10);
    expect(await text(`${log}?tailLines=1&timestamps=true`)).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z /);
  });

  test("of a container or a life that is not there are refused", async () => {
    expect((await ask("GET", `${log}?container=nope`)).body.message).toBe(
      "container nope is not valid for pod postgres-pod",
    );
    expect((await ask("GET", `${log}?previous=true`)).body).toMatchObject({ code: 400, reason: "BadRequest" });
  });

  test("followed go on until the reader leaves", async () => {
    const leaving = new AbortController();
    const pods = (await ask("GET", `${production}/pods?labelSelector=app%3Dapi`)).body.items;
    const response = await fetch(
      `${cluster.url}${production}/pods/${pods[0]?.metadata.name}/log?follow=true&tailLines=0`,
      {
        signal: leaving.signal,
      },
    );
    const { value } = await Object(response.body).getReader().read();
    expect(Buffer.from(value).toString()).toMatch(/\n$/);
    leaving.abort();
  });
});

describe("a watch", () => {
  test("says who begins and who ceases to match its selector", async () => {
    const leaving = new AbortController();
    const url = `${cluster.url}${production}/configmaps?watch=true&labelSelector=seen`;
    const reader = Object((await fetch(url, { signal: leaving.signal })).body).getReader();
    const path = `${production}/configmaps/api-config`;
    await ask("PATCH", path, { metadata: { labels: { seen: "yes" } } }, merge);
    await ask("PATCH", path, { metadata: { labels: { seen: null } } }, merge);
    let lines = "";
    while (lines.split("\n").length < 3) lines += Buffer.from((await reader.read()).value).toString();
    expect(
      lines
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line).type),
    ).toEqual(["ADDED", "DELETED"]);
    leaving.abort();
  });

  test("from a version nobody remembers ends with 410", async () => {
    const lines = await text(`${production}/pods?watch=true&resourceVersion=1`);
    expect(JSON.parse(lines)).toMatchObject({ type: "ERROR", object: { code: 410, reason: "Expired" } });
  });
});

test("health and metrics answer", async () => {
  expect(await text("/readyz?verbose")).toContain("[+]ping ok");
  const { body } = await ask("GET", "/apis/metrics.k8s.io/v1beta1/namespaces/production/pods");
  expect(JSON.stringify(body.items[0])).toMatch(/"cpu":"\d+n","memory":"\d+Ki"/);
});
