import { asKept, canBeKept } from "../../approval/can-be-kept.ts";
import { scrub } from "../../operation/scrub.ts";
import type { Preview, Refused } from "../../targets/target.ts";

/**
 * A preview as people may read it: without secrets. Signs that hide others stay: the plan shows them by their number. What is judged
 * and pinned stays as it was found, since nobody reads it; what cannot be kept as it was found cannot be judged later.
 */
export function cleanPreview(preview: Preview | Refused): Preview | Refused {
  if (preview.kind === "refused") return { ...preview, reason: clean(preview.reason) };
  if (!canBeKept([preview.fingerprint, preview.pinned])) return { kind: "refused", reason: unkept };
  return {
    ...preview,
    objects: preview.objects.map(({ name, changes }) => ({
      name: clean(name),
      changes: changes.map(({ what, before, after }) => ({
        what: clean(what),
        before: clean(before),
        after: clean(after),
      })),
    })),
    warnings: preview.warnings.map(clean),
    notPreviewed: preview.notPreviewed.map(clean),
  };
}

const clean = (text: string): string => asKept(scrub(text));

const unkept = "What was found there holds a zero byte or half of a sign, which cannot be kept. Do this step by hand.";
