import { describe, expect, test } from "vitest";
import type { Service } from "../../src/catalog/types.ts";
import { catalogOf, faultsOf, shippedFiles } from "./catalog-files.ts";

const { services } = catalogOf(shippedFiles());

function shipped(key: string): Service {
  const service = services.find((one) => one.key === key);
  if (!service) throw new Error(`${key} is not shipped`);
  return service;
}

/** `P0 15m page` */
const promise = ({ severities }: Service) =>
  severities.map(({ level, responseTime, notify }) => {
    const time = responseTime.kind === "minutes" ? `${responseTime.minutes}m` : responseTime.kind;
    return `${level} ${time} ${notify}`;
  });

/** `P1: +0m on-call unless acknowledged` */
const climb = ({ ladder }: Service) =>
  ladder.map((one) => {
    const severities = one.severities.length === 0 ? "all" : one.severities.join(",");
    const after = one.afterMinutes === undefined ? "by hand" : `+${one.afterMinutes}m`;
    return `${severities}: ${after} ${one.page.join(",") || "nobody"} unless ${one.unless}${one.declaresOutage ? ", outage" : ""}`;
  });

test("the five services load without a fault", () => {
  expect(faultsOf(shippedFiles())).toEqual([]);
  expect(services.map((one) => one.key)).toEqual([
    "architect-dashboard",
    "blog-engine",
    "podcast-analytics",
    "social-analytics",
    "web-analytics",
  ]);
});

test.each([
  ["podcast-analytics", ["P0 15m page", "P1 60m page", "P2 240m channel", "P3 next-business-day ticket"]],
  ["web-analytics", ["P1 15m page", "P2 60m channel", "P3 240m ticket", "P4 1440m ticket"]],
  ["social-analytics", ["P1 none page", "P2 none page", "P3 none channel", "P4 none ticket"]],
  ["architect-dashboard", ["P1 5m page", "P2 15m page", "P3 60m page", "P4 none ticket"]],
  ["blog-engine", ["P0 none page", "P1 none page", "P2 none channel", "P3 none channel"]],
])("%s promises the response times its team promised", (key, promised) => {
  expect(promise(shipped(key))).toEqual(promised);
});

test.each([
  ["podcast-analytics", []],
  ["blog-engine", []],
  [
    "web-analytics",
    [
      "P1: +0m on-call unless acknowledged",
      "P1: by hand team-lead unless resolved",
      "P1: by hand manager unless resolved",
      "P2,P3: by hand on-call unless resolved",
      "P4: by hand team unless resolved",
    ],
  ],
  [
    "social-analytics",
    [
      "P1,P2: +0m on-call unless acknowledged",
      "all: +60m engineering-lead unless resolved",
      "P1: +120m cto unless resolved",
    ],
  ],
  [
    "architect-dashboard",
    [
      "P1,P2,P3: +0m on-call unless acknowledged",
      "P1,P2: +0m manager,lead-engineer unless resolved",
      "P3: +5m manager,lead-engineer unless acknowledged",
      "P1,P2,P3: +15m director,vp unless resolved",
      "P1: +30m nobody unless resolved, outage",
    ],
  ],
])("%s escalates at the times its team named and no others", (key, levels) => {
  expect(climb(shipped(key))).toEqual(levels);
});

test("the CTO of social-analytics is called early when data is lost", () => {
  expect(shipped("social-analytics").ladder.at(-1)).toMatchObject({ page: ["cto"], orWhen: "data loss" });
});

test.each(services.map((one) => [one.key, one] as const))(
  "%s updates every 15 minutes in its two highest severities",
  (_key, service) => {
    expect(service.severities.slice(0, 2).map((one) => one.updateIntervalMinutes)).toEqual([15, 15]);
  },
);

describe("recovery", () => {
  test("podcast-analytics is back within 4 hours and loses at most one", () => {
    expect(shipped("podcast-analytics").recovery).toMatchObject({
      recoveryTimeObjectiveMinutes: 240,
      recoveryPointObjectiveMinutes: 60,
    });
    expect(shipped("podcast-analytics").recovery.backups.join()).toMatch(/02:00 UTC.*7 days.*4 weeks.*12 months/);
  });
  test("blog-engine names objectives for its parts", () => {
    const { recovery } = shipped("blog-engine");
    expect(
      recovery.parts.map((one) => [one.name, one.recoveryTimeObjectiveMinutes, one.recoveryPointObjectiveMinutes]),
    ).toEqual([
      ["Critical services", 15, undefined],
      ["Database", 60, 60],
      ["Full system", 240, undefined],
      ["File storage", undefined, 1440],
    ]);
    expect(recovery.backups.join()).toMatch(/02:00 UTC.*30 days.*90 days/);
  });
  test.each(["web-analytics", "social-analytics", "architect-dashboard"])("%s has named no objectives", (key) => {
    const { recoveryTimeObjectiveMinutes, recoveryPointObjectiveMinutes } = shipped(key).recovery;
    expect([recoveryTimeObjectiveMinutes, recoveryPointObjectiveMinutes]).toEqual([undefined, undefined]);
  });
});

test.each([
  ["podcast-analytics", "HighErrorRate", { above: 0.05, forMinutes: 5 }],
  ["podcast-analytics", "DatabaseDown", { below: 1, forMinutes: 1 }],
  ["podcast-analytics", "HighLatency", { above: 2, forMinutes: 10 }],
  ["podcast-analytics", "HighCPUUsage", { above: 80, forMinutes: 15 }],
  ["podcast-analytics", "HighMemoryUsage", { above: 85 }],
  ["podcast-analytics", "ConnectionPoolUtilization", { above: 0.8 }],
  ["architect-dashboard", "HighErrorRate", { above: 0.001, severity: "P2" }],
  ["architect-dashboard", "HighLatency", { above: 0.3, severity: "P3" }],
  ["web-analytics", "IngestionJobStuck", { forMinutes: 30, severity: "P2" }],
  ["social-analytics", "production-alb-high-response-time", { above: 2 }],
  ["blog-engine", "ServiceDown", { forMinutes: 2 }],
  ["blog-engine", "DatabaseConnectionPool", { above: 90 }],
  ["blog-engine", "DiskSpace", { above: 85 }],
])("%s alerts on %s where its team does", (key, alert, limits) => {
  expect(shipped(key).thresholds.find((one) => one.alert === alert)).toMatchObject(limits);
});

test.each([
  ["web-analytics", { analytics: 8001, data: 8002, auth: 8003 }],
  ["blog-engine", { "api-gateway": 3000, auth: 3001, posts: 3002, postgres: 5432, redis: 6379, rabbitmq: 5672 }],
  ["architect-dashboard", { prometheus: 9090, profiler: 6060 }],
  ["podcast-analytics", { api: 8000 }],
])("%s listens on its ports", (key, ports) => {
  expect(shipped(key).environments.production?.ports).toMatchObject(ports);
});

test.each(
  services.flatMap((one) =>
    Object.entries(one.environments).map(([name, environment]) => [one.key, name, environment] as const),
  ),
)("%s in %s reaches only hosts that are allowed", (_key, _name, { hosts, healthChecks, prometheus, allowedHosts }) => {
  const urls = [
    ...Object.values(hosts),
    ...healthChecks.map((one) => one.url),
    ...(prometheus ? [prometheus.url] : []),
  ];
  expect(urls.map((url) => new URL(url).host).filter((host) => !allowedHosts.includes(host))).toEqual([]);
});
