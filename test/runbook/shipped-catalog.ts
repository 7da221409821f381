import { join } from "node:path";
import { readCatalog } from "../../src/catalog/read-catalog.ts";
import type { Catalog } from "../../src/catalog/types.ts";
import { readFiles } from "../../src/read-files.ts";

/** The catalog in `manifests/`, as it ships. */
export async function shippedCatalog(): Promise<Catalog> {
  const read = readCatalog(await readFiles(join(import.meta.dirname, "../../manifests"), [".yaml"]));
  if (read.kind === "faults") throw new Error(JSON.stringify(read.faults));
  return read.catalog;
}
