import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Environment, Service } from "../../../src/catalog/types.ts";
import { readFiles } from "../../../src/read-files.ts";
import { environmentOf, readingContext, serviceNamed } from "../../../src/runbook/catalog-context.ts";
import { planCommand } from "../../../src/runbook/explain-command.ts";
import { readRunbook } from "../../../src/runbook/read-runbook.ts";
import type { RunbookCommand } from "../../../src/runbook/types.ts";
import { createSandboxHealth } from "../../../src/sandbox/prometheus/create-sandbox-health.ts";
import { createHttpFamily } from "../../../src/targets/http/create-http-family.ts";
import { createTargets } from "../../../src/targets/targets.ts";
import { shippedCatalog } from "../../runbook/shipped-catalog.ts";
import { doing, door, stubServer } from "../http/stub-server.ts";
import { familyAt, read, story } from "./story.ts";

interface Found {
  readonly service: Service;
  readonly environmentName: string;
  readonly environment: Environment;
  readonly command: RunbookCommand;
}

let found: readonly Found[];
let catalog: Awaited<ReturnType<typeof shippedCatalog>>;

beforeAll(async () => {
  catalog = await shippedCatalog();
  const files = await readFiles(join(import.meta.dirname, "../../../runbooks"), [".md"]);
  found = files.flatMap((file) => {
    const service = serviceNamed(catalog, file.path.split("/")[0]);
    const chosen = environmentOf(service);
    if (!service || !chosen) throw new Error(`${file.path} is of no service`);
    const { runbook } = readRunbook(file, readingContext(chosen.environment));
    return runbook.steps
      .flatMap(({ commands }) => commands)
      .filter(
        ({ entry }) => entry.reading.kind !== "manual" && /^(prometheus|http)\./.test(entry.reading.operation.name),
      )
      .map((command) => ({ service, environmentName: chosen.name, environment: chosen.environment, command }));
  });
});

// The same environment, with every host of the runbooks on this machine.
function moved(environment: Environment, prometheus: string, api: string, elsewhere: string): Environment {
  const health = environment.healthChecks.map(({ url }) => new URL(url).host);
  const here = Object.fromEntries(
    [...environment.allowedHosts, ...Object.keys(environment.hosts), "staging-api.yourdomain.com"].map((host) => [
      host,
      health.includes(new URL(environment.hosts[host] ?? `http://${host}`).host) ? api : elsewhere,
    ]),
  );
  return {
    ...environment,
    hosts: { ...here, "prometheus:9090": prometheus },
    prometheus: { name: "Prometheus", url: prometheus },
    allowedHosts: [api, elsewhere].map((url) => new URL(url).host),
  };
}

describe("every read of the shipped runbooks", () => {
  test("to Prometheus and to hosts is answered by the sandbox's parts", async () => {
    const { url } = await story();
    const health = await createSandboxHealth({ isBad: () => false });
    const other = await stubServer((_, response) => response.end('{"status":{"indicator":"none"}}'));
    const targets = createTargets(async () => [
      familyAt(),
      createHttpFamily({ door: door(), lookUp: () => undefined }),
    ]);
    const ran = new Map<string, string>();
    for (const { command, ...place } of found) {
      const environment = moved(place.environment, url, health.url, other.url);
      const plan = planCommand(command.entry, { ...place, environment }, new Map());
      if (plan.kind === "missing" || (plan.kind === "planned" && plan.risk !== "read")) continue;
      if (plan.kind !== "planned") throw new Error(`${command.text}: ${plan.reason}`);
      const { operation } = plan;
      // The same question stands in several runbooks.
      const key = JSON.stringify([operation, plan.filters.length > 0]);
      if (ran.has(key)) continue;
      const site = { service: place.service.key, links: {}, environmentName: place.environmentName, environment };
      const output = await (await targets.reader(operation.name))?.run(operation.arguments, site, doing());
      if (!output || "kind" in output) throw new Error(`${command.text}: ${output?.reason}`);
      expect(output.text, command.text).not.toMatch(/^$|no data/);
      if (plan.filters.length > 0) expect(() => JSON.parse(output.piped ?? ""), command.text).not.toThrow();
      if (operation.name === "prometheus.query") expect(output.pictures, command.text).toHaveLength(1);
      ran.set(key, operation.name);
    }
    await health.close();
    const names = [...ran.values()];
    expect(names.filter((name) => name === "prometheus.query").length).toBeGreaterThan(25);
    expect(names.filter((name) => name === "http.check").length).toBeGreaterThan(10);
  });

  test("and every threshold of the catalog measures something there", async () => {
    const { family, site } = await story();
    const queries = catalog.services.flatMap(({ thresholds }) => thresholds.flatMap(({ query }) => query ?? []));
    expect(queries.length).toBeGreaterThan(10);
    for (const query of new Set(queries)) {
      expect((await read(family, "prometheus.query", { query }, site)).text, query).not.toBe("no data");
    }
  });
});
