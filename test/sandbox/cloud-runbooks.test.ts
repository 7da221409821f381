import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Catalog } from "../../src/catalog/types.ts";
import { readFiles } from "../../src/read-files.ts";
import { environmentOf, readingContext, serviceNamed } from "../../src/runbook/catalog-context.ts";
import { planCommand } from "../../src/runbook/explain-command.ts";
import { readRunbook } from "../../src/runbook/read-runbook.ts";
import { createSandboxCloud, type SandboxCloud } from "../../src/sandbox/cloud/create-sandbox-cloud.ts";
import { createAwsFamily } from "../../src/targets/aws/create-aws-family.ts";
import type { Family } from "../../src/targets/target.ts";
import { shippedCatalog } from "../runbook/shipped-catalog.ts";
import { keys, type Speaking, speaking } from "../targets/aws/cloud.ts";

// What a person types where the runbook leaves a gap.
const typed = new Map([
  ["start-time", "1h"],
  ["end-time", "now"],
  ["start-milliseconds", "0"],
  ["task-arn", "arn:aws:ecs:us-east-1:123456789012:task/social-analytics-cluster/00000000000000000000000000000091"],
  ["security-group", "sg-0a1b2c3d4e5f60718"],
]);

interface Planned {
  readonly where: string;
  readonly text: string;
  readonly plan: ReturnType<typeof planCommand>;
}

let cloud: SandboxCloud;
let family: Family;
let catalog: Catalog;
let planned: readonly Planned[];

beforeAll(async () => {
  catalog = await shippedCatalog();
  cloud = await createSandboxCloud();
  family = createAwsFamily({ endpoint: cloud.url, lookUp: (name) => keys[name], now: Date.now, pollMs: 5 });
  const files = await readFiles(join(import.meta.dirname, "../../runbooks"), [".md"]);
  planned = files.flatMap(plansOf);
});
afterAll(async () => {
  await family.close();
  await cloud.close();
});

/** The commands of a runbook that only look at AWS, with their gaps filled. */
function plansOf(file: { readonly path: string; readonly text: string }): Planned[] {
  const service = serviceNamed(catalog, file.path.split("/")[0] ?? "");
  const chosen = environmentOf(service, "production");
  if (!service || !chosen) return [];
  const place = { service, environmentName: chosen.name, environment: chosen.environment };
  const { runbook } = readRunbook(file, readingContext(chosen.environment));
  return runbook.steps
    .flatMap(({ commands }) => commands)
    .filter(({ entry }) => entry.reading.kind === "operation" && entry.reading.risk === "read")
    .filter(({ entry }) => entry.reading.kind === "operation" && entry.reading.operation.name.startsWith("aws."))
    .map(({ line, text, entry }) => ({ where: `${file.path}:${line}`, text, plan: planCommand(entry, place, typed) }));
}

describe("the runbooks look at AWS", () => {
  test("there is much to look at", () => expect(planned.length).toBeGreaterThan(40));

  test("every look has what it needs", () => {
    const open = planned.filter(({ plan }) => plan.kind !== "planned");
    expect(open.map(({ where, plan }) => [where, plan])).toEqual([]);
  });

  test("every look is answered by the sandbox's cloud", async () => {
    const site = (service: string) => {
      const chosen = environmentOf(serviceNamed(catalog, service), "production");
      if (!chosen) throw new Error(`no ${service}`);
      return { service, environmentName: chosen.name, environment: chosen.environment, links: {} };
    };
    // The runbook on migrations looks at a database that one of its steps has restored before.
    const given = {
      dbInstanceIdentifier: "social-analytics-db-restored",
      dbSnapshotIdentifier: "manual-snapshot-before-deploy",
    };
    const social = speaking(family, site("social-analytics"));
    const restore = "aws.rds-restore-db-instance-from-db-snapshot";
    const { pinned } = await social.preview(restore, given);
    await social.changer(restore).run(given, pinned, social.site, social.doing());

    const failed: string[] = [];
    for (const { where, text, plan } of planned) {
      if (plan.kind !== "planned" || plan.operation.name.startsWith("aws.ecs-wait")) continue;
      const spoken: Speaking = speaking(family, site(where.split("/")[0] ?? ""));
      await spoken.read(plan.operation.name, plan.operation.arguments).then(
        (output) => {
          if (output.text.trim() === "") failed.push(`${where} printed nothing: ${text}`);
        },
        (error: unknown) => failed.push(`${where} ${String(error)}`),
      );
    }
    expect(failed).toEqual([]);
  });
});
