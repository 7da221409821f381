import { onTestFinished } from "vitest";
import { createSandboxPrometheus } from "../../../src/sandbox/prometheus/create-sandbox-prometheus.ts";
import { createPrometheusFamily } from "../../../src/targets/prometheus/create-prometheus-family.ts";
import type { Output, Site } from "../../../src/targets/target.ts";
import { doing, door, siteOf } from "../http/stub-server.ts";

/** 2026-11-21 15:20 UTC. */
export const startedAt = Date.UTC(2026, 10, 21, 15, 20);

/** The story's Prometheus, with a clock and a cause that the test moves. */
export async function story(thresholds: Site["thresholds"] = []) {
  const world = { now: startedAt, isBad: true };
  const server = await createSandboxPrometheus({ now: () => world.now, isBad: () => world.isBad });
  onTestFinished(() => server.close());
  const target = { name: "Prometheus", url: server.url };
  const site = siteOf({ prometheus: target, alertmanager: { ...target, name: "Alertmanager" } }, { thresholds });
  return { world, site, url: server.url, family: familyAt(() => world.now) };
}

export function familyAt(now: () => number = () => startedAt) {
  return createPrometheusFamily({ door: door(), now });
}

export async function read(
  family: ReturnType<typeof familyAt>,
  operation: string,
  given: object,
  site: Site,
): Promise<Output> {
  const output = await family.readers.find((one) => one.operation === operation)?.run(given, site, doing());
  if (!output || "kind" in output) throw new Error(output?.reason ?? "no such reader");
  return output;
}
