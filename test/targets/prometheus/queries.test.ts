import { describe, expect, test } from "vitest";
import { doing, siteOf, stubServer } from "../http/stub-server.ts";
import { familyAt, read, startedAt, story } from "./story.ts";

const share = "sum(rate(api_errors_total[5m])) / sum(rate(api_requests_total[5m]))";
const threshold = [{ query: "rate(api_errors_total[5m]) / rate(api_requests_total[5m])", above: 0.05 }];
const answering = async (body: string | object, status = 200) => {
  const stub = await stubServer((_, response) =>
    response.writeHead(status).end(typeof body === "string" ? body : JSON.stringify(body)),
  );
  return { stub, site: siteOf({ prometheus: { name: "Prometheus", url: stub.url } }) };
};
const vector = (result: object[]) => ({ status: "success", data: { resultType: "vector", result } });
const run = (operation: string, given: object, site: ReturnType<typeof siteOf>, signal?: AbortSignal) =>
  familyAt()
    .readers.find((one) => one.operation === operation)!
    .run(given, site, doing(signal));

describe("a question for now", () => {
  test("is a table, the hour before as a picture with its threshold, and Prometheus's own JSON for filters", async () => {
    const { family, site } = await story(threshold);
    const output = await read(family, "prometheus.query", { query: share }, site);
    expect(output.text).toMatch(/^VALUE\n3[67](\.\d)? %$/);
    expect(JSON.parse(output.piped ?? "")).toMatchObject({ status: "success", data: { resultType: "vector" } });
    expect(
      Buffer.from(output.pictures?.[0]?.png ?? [])
        .subarray(1, 4)
        .toString(),
    ).toBe("PNG");
    expect(output.pictures?.[0]?.alternative).toMatch(
      /from 14:20 to 15:20 UTC\. alerts above 5 %\. value: last 3[67].*, lowest 0\.3\d* %, highest 3[78]/,
    );
  });

  test("names its series by what tells them apart, the highest first", async () => {
    const { family, site } = await story();
    const query = "sum by (endpoint) (rate(api_errors_total[5m])) / sum by (endpoint) (rate(api_requests_total[5m]))";
    const { text, pictures } = await read(family, "prometheus.query", { query }, site);
    const [head, first] = text.split("\n");
    expect(head).toMatch(/^ENDPOINT +VALUE$/);
    expect(first).toMatch(/^\/api\/v1\/campaigns +\d+/);
    expect(pictures?.[0]?.alternative).toContain("/api/v1/campaigns: last");
  });

  test("falls back to normal within a minute after the cause is gone, and the past stays as it was", async () => {
    const { family, site, world } = await story();
    await read(family, "prometheus.query", { query: share }, site);
    world.isBad = false;
    await read(family, "prometheus.query", { query: share }, site);
    world.now += 60_000;
    const { text, pictures } = await read(family, "prometheus.query", { query: share }, site);
    expect(text).toMatch(/^VALUE\n0\.[345]\d* %$/);
    expect(pictures?.[0]?.alternative).toMatch(/highest 3[78]/);
  });

  test("without an answer is 'no data', also of something nobody measures", async () => {
    const { family, site } = await story();
    const output = await read(family, "prometheus.query", { query: "nobody_measures_this" }, site);
    expect(output).toMatchObject({ text: "no data", pictures: [] });
  });

  test("that is no PromQL is refused in Prometheus's words", async () => {
    const { site } = await story();
    const output = await run("prometheus.query", { query: "sum(" }, site);
    expect(output).toMatchObject({ kind: "refused", reason: expect.stringContaining("parse error") });
  });

  test("still has its numbers when the picture cannot be had", async () => {
    const stub = await stubServer((request, response) =>
      request.url?.includes("query_range")
        ? response.writeHead(503).end("busy")
        : response.end(JSON.stringify(vector([{ metric: { job: "a" }, value: [1, "NaN"] }]))),
    );
    const output = await run("prometheus.query", { query: "up" }, siteOf({ prometheus: { name: "P", url: stub.url } }));
    expect(output).toMatchObject({ text: expect.stringMatching(/^JOB +VALUE\na +NaN$/), pictures: [] });
  });

  test("a label that looks like markup, or breaks the line, stays one cell", async () => {
    const { site } = await answering(vector([{ metric: { path: "<!channel>\n*x*" }, value: [1, "+Inf"] }]));
    const output = await run("prometheus.query", { query: "up" }, site);
    expect(output).toMatchObject({ text: expect.stringMatching(/^PATH +VALUE\n<!channel>\.\.\. +\+Inf$/) });
  });
});

describe("a question for a time", () => {
  test("says lowest, highest and last of each series", async () => {
    const { family, site } = await story();
    const given = { query: share, start: "2026-11-21T15:00:00Z", end: "2026-11-21T15:20:00Z", step: "1m" };
    const output = await read(family, "prometheus.query-range", given, site);
    expect(output.text).toMatch(/^LOWEST +HIGHEST +LAST\n0\.\d+ % +3\S+ % +3\S+ %$/);
    expect(JSON.parse(output.piped ?? "").data.result[0].values).toHaveLength(21);
    expect(output.pictures?.[0]?.alternative).toContain("from 15:00 to 15:20 UTC");
  });

  test("is the last hour when none is given", async () => {
    const { stub, site } = await answering({ status: "success", data: { resultType: "matrix", result: [] } });
    expect(await run("prometheus.query-range", { query: "up" }, site)).toMatchObject({ text: "no data" });
    const asked = new URL(stub.requests[0]?.url ?? "", stub.url).searchParams;
    expect(Number(asked.get("end"))).toBe(startedAt / 1000);
    expect(Number(asked.get("end")) - Number(asked.get("start"))).toBe(3600);
    expect(asked.get("step")).toBe("15");
  });

  test.each([
    [{ start: "breakfast" }, "start"],
    [{ end: "tea" }, "end"],
    [{ step: "wide" }, "step"],
    [{ start: "now", end: "2026-11-21T15:00:00Z" }, "before"],
  ])("%j is refused in words", async (times, word) => {
    const { stub, site } = await answering("");
    const output = await run("prometheus.query-range", { query: "up", ...times }, site);
    expect(output).toMatchObject({ kind: "refused", reason: expect.stringContaining(word) });
    expect(stub.requests).toEqual([]);
  });
});

describe("what may go wrong", () => {
  test("an environment without Prometheus says so", async () => {
    expect(await run("prometheus.query", { query: "up" }, siteOf({}))).toMatchObject({
      kind: "refused",
      reason: "the catalog names no prometheus for production",
    });
  });

  test.each([
    ["<html>sign in</html>", 200, "with what is no JSON"],
    ["<html>sign in</html>", 403, "403 Forbidden"],
    [
      { status: "error", errorType: "timeout", error: "query timed out" },
      503,
      "503 Service Unavailable: query timed out",
    ],
    [{ hello: "world" }, 200, "not what Prometheus"],
    ["x".repeat(11_000_000), 200, "more than 10 MB"],
  ])("%.40j with %s is a fault that says what to do", async (body, status, words) => {
    const { site } = await answering(body, status);
    await expect(run("prometheus.query", { query: "up" }, site)).rejects.toMatchObject({
      name: "Fault",
      service: "prometheus",
      message: expect.stringContaining(words),
      advice: expect.any(String),
    });
  });

  test("who cancels gets their own reason back", async () => {
    const stopping = new AbortController();
    const stub = await stubServer(() => stopping.abort(new Error("cancelled")));
    const site = siteOf({ prometheus: { name: "P", url: stub.url } });
    await expect(run("prometheus.query", { query: "up" }, site, stopping.signal)).rejects.toThrow("cancelled");
  });

  test("a question too long for an address is posted", async () => {
    const { stub, site } = await answering(vector([]));
    const query = `up{job=~"${"a|".repeat(3000)}b"}`;
    await run("prometheus.query", { query }, site);
    expect(stub.requests[0]?.method).toBe("POST");
    expect(new URLSearchParams(stub.requests[0]?.body).get("query")).toBe(query);
  });
});

describe("lists", () => {
  test("alerts of Prometheus and of Alertmanager show state, name, since and summary", async () => {
    const { family, site } = await story();
    const { text } = await read(family, "prometheus.alerts", {}, site);
    expect(text).toMatch(/^STATE +ALERT +SEVERITY +SINCE +LABELS +SUMMARY\n/);
    expect(text).toMatch(
      /firing +HighErrorRate +critical +2026-11-21 15:13 UTC +job=podcast-api,service=podcast-analytics/,
    );
    expect((await read(family, "alertmanager.alerts", {}, site)).text).toMatch(/\nactive +HighErrorRate/);
  });

  test("no alerts are said to be none", async () => {
    const { family, site, world } = await story();
    world.isBad = false;
    await read(family, "prometheus.alerts", {}, site);
    world.now += 60_000;
    expect((await read(family, "prometheus.alerts", {}, site)).text).toBe("no alerts");
  });

  test("what does not answer comes first among the targets", async () => {
    const target = (health: string) => ({
      health,
      labels: { job: health },
      scrapeUrl: "u",
      lastScrape: "never",
      lastError: "",
    });
    const { site } = await answering({ data: { activeTargets: [target("up"), target("down")] } });
    const output = await run("prometheus.targets", {}, site);
    expect(output).toMatchObject({ text: expect.stringMatching(/^HEALTH.*\ndown .*\nup /) });
  });
});
