import type { RequestEffect } from "../../approval/effect.ts";
import type { ChangeRequest } from "../../approval/request.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import type { Preview, Refused } from "../../targets/target.ts";
import { type Answered, askTarget, sentence } from "./ask-target.ts";
import { again, type ChangeContext, nothing, record } from "./change-context.ts";
import { cleanPreview } from "./clean-preview.ts";
import { askAgainAfter } from "./look-up-people.ts";
import { findWay } from "./way.ts";

const withinMs = 30_000;

/** Looks at what it would change, and whether who asks may ask. */
export async function previewChange(
  request: ChangeRequest,
  { requester: person, entries }: Extract<RequestEffect, { readonly kind: "preview-change" }>,
  attempt: number,
  context: ChangeContext,
): Promise<ChangePerformed> {
  if (request.state.kind !== "previewing") return nothing;
  const { id } = request;
  // Who may not ask is told so without the target being looked at.
  const requester = request.agreedBefore ? agreed : await context.membership(person, entries, { fresh: true });
  const afterMs = askAgainAfter([requester], attempt);
  if (afterMs !== undefined) return again(afterMs);
  const looked = requester.kind === "member" ? await lookAtTarget(request, context) : unseen;
  switch (looked.kind) {
    case "interrupted":
      return again(0);
    case "given-up":
      return record({ kind: "record-no-preview", request: id, reason: looked.why });
    case "answered": {
      if (looked.value.kind === "preview")
        return record({ kind: "record-preview", request: id, requester, preview: looked.value });
      const { reason, isSo } = looked.value;
      return record({ kind: "record-no-preview", request: id, reason: sentence(reason), isSo });
    }
  }
}

/** What comes back by itself is asked for by nobody. */
const agreed = { kind: "member", as: "who asked for the change that comes back" } as const;

/** What the change would do now, in words without secrets. */
export async function lookAtTarget(
  { plan }: ChangeRequest,
  context: ChangeContext,
): Promise<Answered<Preview | Refused>> {
  const way = await findWay(plan, context);
  if (way.kind === "refused") return { kind: "answered", value: way };
  const looked = await askTarget((signal) => way.preview(signal), withinMs, context);
  return looked.kind === "answered" ? { kind: "answered", value: cleanPreview(looked.value) } : looked;
}

const unseen: Answered<Preview> = {
  kind: "answered",
  value: { kind: "preview", objects: [], warnings: [], notPreviewed: [], fingerprint: null, pinned: null },
};
