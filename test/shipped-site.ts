import { fileURLToPath } from "node:url";
import { readCatalog } from "../src/catalog/read-catalog.ts";
import { readFiles } from "../src/read-files.ts";
import type { Site } from "../src/targets/target.ts";

/** One environment of a service of the shipped catalog, as operations see it. */
export async function shippedSite(service = "podcast-analytics", environmentName = "production"): Promise<Site> {
  const read = readCatalog(await readFiles(fileURLToPath(new URL("../manifests", import.meta.url)), [".yaml"]));
  if (read.kind !== "catalog") throw new Error(JSON.stringify(read.faults));
  const environment = read.catalog.services.find(({ key }) => key === service)?.environments[environmentName];
  if (!environment) throw new Error(`the shipped catalog has no ${service} in ${environmentName}`);
  return { service, environmentName, environment, links: {} };
}
