import { createHash } from "node:crypto";

const longest = 80;

/** A name for a runbook that fits into ids: `blog-engine/api-down.md` → `blog-engine.api-down`. Two files never share one. */
export function slugOf(path: string): string {
  const bare = path.replace(/\.\w+$/, "");
  const slug = bare
    .toLowerCase()
    .replaceAll("/", ".")
    .replace(/[^a-z0-9.]+/g, "-");
  const isExact = slug.length <= longest && slug.replaceAll(".", "/") === bare;
  if (isExact) return slug;
  const mark = createHash("sha256").update(path).digest("hex").slice(0, 8);
  return `${slug.slice(0, longest - 9)}-${mark}`;
}
