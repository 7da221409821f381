import { faultText, readCatalog } from "../catalog/read-catalog.ts";
import type { Catalog } from "../catalog/types.ts";
import type { Config, ConfigResult } from "../config.ts";
import { readFiles } from "../read-files.ts";
import { checkPostgres } from "./check-postgres.ts";
import { checkRedis } from "./check-redis.ts";
import { checkSlack } from "./check-slack.ts";
import { type Finding, failed, ok, reasonOf, skipped } from "./finding.ts";

/** Looks at everything an incident will need, before the first one. Changes nothing anywhere. `now` in milliseconds since 1970. */
export async function diagnose(read: ConfigResult, now: () => number): Promise<readonly Finding[]> {
  if (read.kind === "faults") {
    const faults = read.faults.map((fault) => failed("environment", fault, "Set it as .env.example describes."));
    return [...faults, skipped("everything else", "not looked at until the environment is complete")];
  }
  const { config } = read;
  const { catalog, finding } = await checkCatalog(config);
  const found = await Promise.all([
    [ok("environment", "complete"), finding],
    checkRunbooks(config),
    checkSlack(config.slack, catalog, now),
    checkPostgres(config, now),
    checkRedis(config.redisUrl),
  ]);
  return found.flat();
}

async function checkCatalog({
  manifestsDirectory,
}: Config): Promise<{ readonly catalog: Catalog | undefined; readonly finding: Finding }> {
  try {
    const read = readCatalog(await readFiles(manifestsDirectory, [".yaml", ".yml"]));
    if (read.kind === "catalog") {
      const said = `${read.catalog.services.length} services in ${manifestsDirectory}`;
      return { catalog: read.catalog, finding: ok("catalog", said) };
    }
    const said = read.faults.map(faultText).join("; ");
    return { catalog: undefined, finding: failed("catalog", said, "Mend these lines; nothing starts before.") };
  } catch (error) {
    const remedy = "Set MANIFESTS_DIR to a folder with organization.yaml and services/*.yaml.";
    return { catalog: undefined, finding: failed("catalog", reasonOf(error), remedy) };
  }
}

async function checkRunbooks({ runbooksDirectory }: Config): Promise<readonly Finding[]> {
  try {
    const files = await readFiles(runbooksDirectory, [".md"]);
    if (files.length > 0) return [ok("runbooks", `${files.length} in ${runbooksDirectory}`)];
    return [
      failed("runbooks", `there is none in ${runbooksDirectory}`, "Set RUNBOOKS_DIR to the folder of your runbooks."),
    ];
  } catch (error) {
    return [failed("runbooks", reasonOf(error), "Set RUNBOOKS_DIR to a folder that this user may read.")];
  }
}
