import { describe, expect, test } from "vitest";
import { findService } from "../../src/catalog/find-service.ts";
import { defaultSeverity, findSeverity, highestSeverity, lowestSeverity } from "../../src/catalog/find-severity.ts";
import type { Service } from "../../src/catalog/types.ts";
import { catalogOf, filesWith, shippedFiles } from "./catalog-files.ts";

const catalog = catalogOf(shippedFiles());

function serviceNamed(key: string): Service {
  const found = findService(catalog, key);
  if (found.kind === "unknown") throw new Error(key);
  return found.service;
}

describe("a service is found", () => {
  test.each([
    ["by key", "podcast-analytics", "podcast-analytics"],
    ["by alias", "podcast", "podcast-analytics"],
    ["by name", "Podcast Analytics", "podcast-analytics"],
    ["in any case", "PODCAST", "podcast-analytics"],
    ["with underscores", "web_analytics", "web-analytics"],
    ["with blanks around", "  blog ", "blog-engine"],
  ])("%s", (_how, word, key) => {
    expect(serviceNamed(word).key).toBe(key);
  });
});

test("an unknown service is answered with all to choose from, the nearest first", () => {
  const typo = findService(catalog, "podcats-analytics");
  expect(typo).toMatchObject({ kind: "unknown", suggestions: { 0: "podcast-analytics", length: 5 } });
  expect(findService(catalog, "blo")).toMatchObject({ kind: "unknown", suggestions: { 0: "blog-engine" } });
  expect(findService(catalog, "")).toMatchObject({ kind: "unknown", suggestions: { length: 5 } });
  expect(findService(catalog, "x".repeat(10_000)).kind).toBe("unknown");
});

test("many services are not all listed", () => {
  const shop = catalogOf(filesWith()).services[0]!;
  const services = Array.from({ length: 40 }, (_, index) => ({
    ...shop,
    key: `shop-${index}`,
    name: `Shop ${index}`,
    aliases: [],
  }));
  expect(findService({ ...catalog, services }, "shoop-7")).toMatchObject({ suggestions: { 0: "shop-7", length: 8 } });
});

describe("a severity is found", () => {
  test.each([
    ["podcast", "P1", "P1"],
    ["podcast", "p0", "P0"],
    ["podcast", "sev1", "P1"],
    ["podcast", "SEV-2", "P2"],
    ["podcast", "severity 3", "P3"],
    ["podcast", "0", "P0"],
    ["podcast", "critical", "P0"],
    ["podcast", "High", "P1"],
    ["web", "critical", "P1"],
    ["web", "P4", "P4"],
    ["web", "P2 - High", "P2"],
  ])("%s: %s", (service, word, level) => {
    expect(findSeverity(serviceNamed(service), word)).toMatchObject({ kind: "found", severity: { level } });
  });
  test.each([
    ["podcast", "P4"],
    ["web", "P0"],
    ["web", "p11"],
    ["web", "1st floor"],
    ["web", "hi"],
    ["web", ""],
    ["web", "sev"],
  ])("but not %s: %s", (service, word) => {
    expect(findSeverity(serviceNamed(service), word)).toEqual({ kind: "unknown" });
  });
});

test("an incident declared without a severity gets the lowest that still pages somebody", () => {
  expect(defaultSeverity(serviceNamed("podcast")).level).toBe("P1");
  expect(defaultSeverity(serviceNamed("web")).level).toBe("P1");
  expect(defaultSeverity(serviceNamed("architect")).level).toBe("P3");
});

test("in a service that pages nobody it gets the highest", () => {
  const quiet = catalogOf(filesWith({ service: ["notify: page", "notify: channel"] })).services[0]!;
  expect(defaultSeverity(quiet).level).toBe("P1");
});

test("the highest and the lowest are the first and the last of the scheme", () => {
  expect([highestSeverity(serviceNamed("podcast")).level, lowestSeverity(serviceNamed("podcast")).level]).toEqual([
    "P0",
    "P3",
  ]);
  expect([highestSeverity(serviceNamed("social")).level, lowestSeverity(serviceNamed("social")).level]).toEqual([
    "P1",
    "P4",
  ]);
});
