import { describe, expect, onTestFinished, test } from "vitest";
import { z } from "zod";
import { createSandboxHealth } from "../../src/sandbox/prometheus/create-sandbox-health.ts";
import { createSandboxPrometheus } from "../../src/sandbox/prometheus/create-sandbox-prometheus.ts";

const startedAt = Date.UTC(2026, 10, 21, 15, 20);
const answer = z.object({
  data: z.object({ result: z.array(z.object({ values: z.array(z.tuple([z.number(), z.string()])) })) }),
});

async function started(isBad = true) {
  const world = { now: startedAt, isBad };
  const server = await createSandboxPrometheus({ now: () => world.now, isBad: () => world.isBad });
  onTestFinished(() => server.close());
  const ask = async (path: string, parameters: Record<string, string> = {}) => {
    const response = await fetch(`${server.url}${path}?${new URLSearchParams(parameters)}`);
    return { status: response.status, body: await response.json() };
  };
  const share = async (minutesAgo: number): Promise<number> => {
    const at = String(world.now / 1000 - minutesAgo * 60);
    const query = "rate(api_errors_total[5m]) / rate(api_requests_total[5m])";
    const { body } = await ask("/api/v1/query_range", { query, start: at, end: at, step: "15" });
    return Number(answer.parse(body).data.result[0]?.values[0]?.[1]);
  };
  return { world, ask, share, url: server.url };
}

describe("the story's Prometheus", () => {
  test("was well until the deploy twelve minutes ago", async () => {
    const { share } = await started();
    expect(await share(13)).toBeCloseTo(0.004, 2);
    expect(await share(11)).toBeGreaterThan(0.35);
    expect(await share(0)).toBeGreaterThan(0.35);
  });

  test("is well within a minute after the cause is gone, and bad again when it comes back", async () => {
    const { world, share } = await started();
    await share(0);
    world.isBad = false;
    await share(0);
    world.now += 60_000;
    expect(await share(0)).toBeLessThan(0.01);
    expect(await share(1.1)).toBeGreaterThan(0.3);
    world.isBad = true;
    await share(0);
    world.now += 60_000;
    expect(await share(0)).toBeGreaterThan(0.3);
  });

  test("without a bad deploy has nothing to tell", async () => {
    const { ask, share } = await started(false);
    expect(await share(5)).toBeLessThan(0.01);
    expect((await ask("/api/v1/alerts")).body).toEqual({ status: "success", data: { alerts: [] } });
  });

  test("has no series for what the story does not know, and says what is no PromQL", async () => {
    const { ask } = await started();
    expect((await ask("/api/v1/query", { query: "sum(something_else)" })).body).toMatchObject({ data: { result: [] } });
    expect(await ask("/api/v1/query", { query: "sum(" })).toMatchObject({
      status: 400,
      body: { errorType: "bad_data", error: expect.stringContaining("parse error") },
    });
    const range = { query: "up", start: "0", end: "900000", step: "1" };
    expect(await ask("/api/v1/query_range", range)).toMatchObject({ status: 400 });
  });

  test("names rules and targets, and nothing at other paths", async () => {
    const { ask, url } = await started();
    expect((await ask("/api/v1/rules")).body).toMatchObject({
      data: { groups: [{ rules: [{ name: "HighErrorRate" }, {}] }] },
    });
    expect((await ask("/api/v1/targets")).body).toMatchObject({ data: { activeTargets: [{ health: "up" }, {}, {}] } });
    expect((await fetch(`${url}/api/v1/nothing`)).status).toBe(404);
  });
});

describe("the story's API", () => {
  test("says itself whether it is well", async () => {
    let isBad = true;
    const health = await createSandboxHealth({ isBad: () => isBad });
    onTestFinished(() => health.close());
    expect((await fetch(`${health.url}/health`)).status).toBe(503);
    expect(await (await fetch(`${health.url}/metrics`)).text()).toContain("api_connection_pool_in_use 20");
    isBad = false;
    expect(await (await fetch(`${health.url}/auth/health`)).json()).toMatchObject({ status: "ok" });
    expect((await fetch(`${health.url}/other`)).status).toBe(404);
  });
});
