import { scrub } from "../../operation/scrub.ts";
import type { Preview } from "../../targets/target.ts";

/**
 * A preview as people may read it: without secrets. Signs that hide others stay: the plan shows them by their number. What is judged
 * and pinned stays as it was found, since nobody reads it.
 */
export function cleanPreview(preview: Preview): Preview {
  return {
    ...preview,
    objects: preview.objects.map(({ name, changes }) => ({
      name: scrub(name),
      changes: changes.map(({ what, before, after }) => ({
        what: scrub(what),
        before: scrub(before),
        after: scrub(after),
      })),
    })),
    warnings: preview.warnings.map(scrub),
    notPreviewed: preview.notPreviewed.map(scrub),
  };
}
