import { afterEach, describe, expect, test } from "vitest";
import { appsInProduction, inProduction, list, pod, type SmallCluster, smallCluster } from "./small-cluster.ts";

let cluster: SmallCluster;
afterEach(() => cluster.stub.close());
const log = (name: string) => `${inProduction}/pods/${name}/log`;
const api = { resource: "pods", target: "api-1" };

describe("whose log", () => {
  test("a pod's is that of its first container, or of the one named", async () => {
    cluster = await smallCluster({
      [`${inProduction}/pods/api-1`]: pod("api-1"),
      [log("api-1")]: (query, response) => void response.end(`from ${query.get("container")}\n`),
    });
    expect(await cluster.read("logs", api)).toBe("from api\n");
    expect(await cluster.read("logs", { ...api, container: "side" })).toBe("from side\n");
    expect(await cluster.read("logs", { ...api, allContainers: true, prefix: true })).toBe(
      "[pod/api-1/api] from api\n[pod/api-1/side] from side\n",
    );
    expect(await cluster.read("logs", { ...api, container: "nope" })).toBe(
      "refused: pod/api-1 has no container nope; it has api, side",
    );
  });

  test("a workload's is that of its ready pod, found by its selector", async () => {
    cluster = await smallCluster({
      [`${appsInProduction}/deployments/api`]: {
        metadata: { name: "api" },
        spec: { selector: { matchLabels: { app: "api" } } },
      },
      [`${inProduction}/pods`]: list(pod("api-1", { status: { phase: "Pending" } }), pod("api-2")),
      [log("api-2")]: "ready\n",
    });
    expect(await cluster.read("logs", { resource: "deployments", target: "api" })).toBe("ready\n");
    expect(cluster.stub.asked.some((line) => line.includes("labelSelector=app%3Dapi"))).toBe(true);
  });

  test("a selector's are ten lines of each, and one that fails does not hide the others", async () => {
    cluster = await smallCluster({
      [`${inProduction}/pods`]: list(pod("api-1"), pod("api-2")),
      [log("api-1")]: (query, response) => void response.end(`last ${query.get("tailLines")}\n`),
    });
    const text = await cluster.read("logs", { resource: "pods", selector: "app=api" });
    expect(text).toBe('last 10\npod/api-2 api: the cluster answered 404: api-2 "log" not found\n');
  });

  test("what limits it is passed on", async () => {
    cluster = await smallCluster({ [`${inProduction}/pods/api-1`]: pod("api-1"), [log("api-1")]: "" });
    await cluster.read("logs", { ...api, since: "1h30m", tail: 5, previous: true, timestamps: true });
    const asked = cluster.stub.asked.at(-1);
    for (const part of ["sinceSeconds=5400", "tailLines=5", "previous=true", "timestamps=true"])
      expect(asked).toContain(part);
  });
});

test("of a log too long to keep, the end is shown and that is said", async () => {
  const lines = Array.from({ length: 60_000 }, (_, at) => `${String(at).padStart(6, "0")} ${"x".repeat(120)}\n`);
  cluster = await smallCluster({
    [`${inProduction}/pods/api-1`]: pod("api-1"),
    [log("api-1")]: (query, response) => void response.end(lines.slice(-Number(query.get("tailLines") ?? 0)).join("")),
  });
  const { text, cut } = await cluster.output("logs", api);
  expect(text.endsWith(lines.at(-1) ?? "")).toBe(true);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(5 * 1024 * 1024);
  expect(cut).toContain("about the last 5 MB");
});

test("ten megabytes on one line are bounded, too", async () => {
  cluster = await smallCluster({
    [`${inProduction}/pods/api-1`]: pod("api-1"),
    [log("api-1")]: "y".repeat(10 * 1024 * 1024),
  });
  const { text, cut } = await cluster.output("logs", api);
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(5 * 1024 * 1024 + 1);
  expect(cut).toBeDefined();
});

describe("following", () => {
  test("shows lines as they come, and that it is stopped is no failure", async () => {
    const stop = new AbortController();
    cluster = await smallCluster({
      [`${inProduction}/pods/api-1`]: pod("api-1"),
      [log("api-1")]: (query, response) => void response.write(`follow ${query.get("follow")}\nhalf a li`),
    });
    const reading = cluster.read("logs", { ...api, follow: true, prefix: true }, stop.signal);
    await expect.poll(() => cluster.shown).toEqual(["[pod/api-1/api] follow true\n"]);
    stop.abort();
    expect(await reading).toBe("[pod/api-1/api] follow true\n[pod/api-1/api] half a li\n");
  });

  test("is refused for more logs at once than allowed", async () => {
    cluster = await smallCluster({ [`${inProduction}/pods`]: list(...["a", "b", "c"].map((name) => pod(name))) });
    const given = { resource: "pods", selector: "app=api", follow: true, maxLogRequests: 2 };
    expect(await cluster.read("logs", given)).toBe(
      "refused: it would follow 3 logs at once, more than 2; narrow the selector",
    );
  });
});
