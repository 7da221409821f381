import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createHttpDoor } from "../../src/clients/http.ts";
import { readBack } from "../../src/effects/change/read-back.ts";
import { siteOf } from "../../src/effects/site-of.ts";
import { createHttpFamily } from "../../src/targets/http/create-http-family.ts";
import { createPrometheusFamily } from "../../src/targets/prometheus/create-prometheus-family.ts";
import { createTargets } from "../../src/targets/targets.ts";
import { catalog } from "../approval/scenario.ts";

/** A service with a health check, and a Prometheus beside it. */
const answers = { status: 200, rate: "0.012" as string | undefined };
const server = createServer((request, response) => {
  if (request.url === "/health") response.writeHead(answers.status).end('{"status":"here"}');
  else {
    const result = answers.rate === undefined ? [] : [{ metric: {}, value: [1_700_000_000, answers.rate] }];
    response.end(JSON.stringify({ status: "success", data: { resultType: "vector", result } }));
  }
});
const door = createHttpDoor({ now: Date.now });
const parts = { door, lookUp: () => undefined, now: Date.now };
const targets = createTargets(async () => [createHttpFamily(parts), createPrometheusFamily(parts)]);

let url = "";
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await targets.close();
  server.closeAllConnections();
  server.close();
});
beforeEach(() => Object.assign(answers, { status: 200, rate: "0.012" }));

async function lines(isLast = false, address = url) {
  const [podcast] = catalog.services;
  const production = {
    ...podcast!.environments.production!,
    healthChecks: [{ name: "API", url: `${address}/health` }],
    prometheus: { name: "Prometheus", url },
  };
  const threshold = { expression: "error rate", query: "rate(api_errors_total[5m]) / rate(api_requests_total[5m])" };
  const service = {
    ...podcast!,
    environments: { production },
    thresholds: [
      { ...threshold, alert: "HighErrorRate", above: 0.05 },
      { ...threshold, alert: "ElevatedErrorRate", above: 0.01 },
      { ...threshold, alert: "HighLatency", expression: "latency > 2 s", query: "latency", above: 2 },
    ],
  };
  const site = siteOf(service, "production", catalog.organization);
  return readBack({ site: site!, service }, isLast, { targets }, AbortSignal.timeout(10_000));
}

describe("what is read back of a service after a change", () => {
  test("a health check that answers and an error rate below its threshold are good, a line each", async () => {
    expect(await lines()).toEqual([
      { isGood: true, text: expect.stringMatching(/^Health check: API {2}200 {2}\d+ ms {2}\{"status":"here"\}$/) },
      { isGood: true, text: "The error rate is 1.2 %, and alerts above 5 %." },
    ]);
  });

  test("a health check that answers with an error is not good", async () => {
    answers.status = 503;
    expect((await lines())[0]).toEqual({ isGood: false, text: expect.stringMatching(/^Health check: API {2}503/) });
  });

  test("a health check that nobody answers is not good, and says why", async () => {
    expect((await lines(false, "http://127.0.0.1:1"))[0]).toEqual({
      isGood: false,
      text: expect.stringMatching(/^Health check API failed\. ./),
    });
  });

  test("an error rate that is still too high is said at first, and a failure in the last round", async () => {
    answers.rate = "0.37";
    expect((await lines())[1]).toEqual({ isGood: true, text: expect.stringMatching(/37 %.*5 %.*is read again\.$/) });
    expect((await lines(true))[1]).toEqual({ isGood: false, text: expect.stringMatching(/It has not come back\.$/) });
  });

  test.each(["NaN", undefined])("a service that nobody asked anything has no error rate (%s)", async (rate) => {
    answers.rate = rate;
    expect((await lines(true))[1]).toEqual({ isGood: true, text: expect.stringMatching(/no data/) });
  });
});
