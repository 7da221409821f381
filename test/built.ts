import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** How a process of its own runs the product. */
export interface Product {
  /** Words for node, before the script. */
  readonly flags: readonly string[];
  /** Where its modules are, with a slash at the end; and how their names end. */
  readonly modules: string;
  readonly ending: ".js" | ".ts";
}

export const sources: Product = { flags: ["--import", "tsx"], modules: join(root, "src/"), ending: ".ts" };

/**
 * What `npm ci` or `npm run build` made of the sources, where nothing in them is newer: such a process starts in half the time. Else the
 * sources themselves.
 */
export const product: Product = isFresh() ? { flags: [], modules: join(root, "dist/"), ending: ".js" } : sources;

function isFresh(): boolean {
  const built = statSync(join(root, "dist/main.js"), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const files = readdirSync(join(root, "src"), { recursive: true, encoding: "utf8" });
  return files.every((file) => statSync(join(root, "src", file)).mtimeMs < built);
}
