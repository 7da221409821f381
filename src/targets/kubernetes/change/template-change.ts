import { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Operation, OperationDefinition } from "../../../operation/definition.ts";
import { type Changer, type Changing, changer, type Done, type Preview, type Refused } from "../../target.ts";
import { refused } from "../scope.ts";
import { type Change, differencesOf } from "./facts.ts";
import { follow, isPaused, judgeRollout, ownDeadline, type Patience } from "./follow-rollout.ts";
import { type FoundObject, findObject } from "./found-object.ts";
import { type JsonObject, objectAt, valueAt } from "./json.ts";
import { managedElsewhere } from "./managed-elsewhere.ts";
import { imagesOf, templateDigest } from "./pod-template.ts";
import { revisionOf } from "./revisions.ts";
import { templateFacts } from "./template-facts.ts";
import { type WorkloadArguments, type WorkloadAt, workloadAt } from "./workload-at.ts";
import { type Fields, writeFields, writeJudged } from "./write-judged.ts";

/** A change of a workload's pod template, after which its pods are replaced. */
export interface TemplateChange<A> {
  readonly definition: OperationDefinition<A>;
  /** What it would become. `toRevision`: the one that a preview chose before. */
  plan(
    given: A,
    looking: Looking,
    toRevision: number | null,
  ): Promise<PlannedTemplate | Refused> | PlannedTemplate | Refused;
  /** Digest of what it would become without what is new at each try; else of all of it. */
  digest?(template: JsonObject): string;
  /** Whether the workload has what was asked for, apart from who brought it about. */
  holds(given: A, found: FoundObject, pinned: PinnedTemplate): boolean;
}

export interface Looking {
  readonly at: WorkloadAt;
  readonly found: FoundObject;
  readonly template: JsonObject;
  readonly signal: AbortSignal;
}

export interface PlannedTemplate {
  readonly kind: "planned";
  readonly template: JsonObject;
  /** Replaces the workload's own annotations. */
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  /** Sent as a strategic merge patch instead of the template. */
  readonly data?: JsonObject | undefined;
  readonly toRevision?: number | undefined;
  /** What else is to be shown than the differences of the template, before them. */
  readonly changes?: readonly Change[] | undefined;
  readonly warnings?: readonly string[] | undefined;
  /** What would bring the template of now back. */
  readonly undo?: Operation | undefined;
}

const pinnedTemplate = z.object({
  uid: z.string(),
  revision: z.number(),
  /** Digests of the template found and of the one it should become. */
  before: z.string(),
  after: z.string(),
  toRevision: z.number().nullable(),
});

export type PinnedTemplate = z.output<typeof pinnedTemplate>;

export function templateChanger<A extends WorkloadArguments>(
  door: KubernetesDoor,
  patience: Patience,
  change: TemplateChange<A>,
): Changer {
  const find = (at: WorkloadAt, signal: AbortSignal) => findObject(door, at, signal);
  const digest = change.digest ?? templateDigest;
  return changer<A, PinnedTemplate>(change.definition, {
    pinned: pinnedTemplate,
    async preview(given, site, signal) {
      const at = workloadAt(given, site);
      if (at.kind === "refused") return at;
      const found = await find(at, signal);
      if (found.kind === "refused") return found;
      const looking = lookingAt(at, found, signal);
      const planned = await change.plan(given, looking, null);
      return planned.kind === "refused" ? planned : previewOf(looking, planned, digest(planned.template));
    },
    async run(given, pinned, site, doing) {
      const at = workloadAt(given, site);
      if (at.kind === "refused") return at;
      return writeJudged(
        () => find(at, doing.signal),
        async (found) => {
          const looking = lookingAt(at, found, doing.signal);
          const moved = movedSince(looking, pinned);
          if (moved) return moved;
          const planned = await change.plan(given, looking, pinned.toRevision);
          if (planned.kind === "refused") return planned;
          if (digest(planned.template) !== pinned.after) {
            return refused(`${at.words} would no longer become what was previewed; nothing was changed. Ask again`);
          }
          const written = await writeFields(door, at, found, fieldsOf(looking, planned), doing);
          return doneOf(looking, written, doing, planned.undo);
        },
      );
    },
    async verify(given, pinned, site, doing) {
      const at = workloadAt(given, site);
      if (at.kind === "refused") return { kind: "failed", text: at.reason };
      const judge = judgeRollout(at.workloadKind, (found) => change.holds(given, found, pinned));
      return follow({ ...patience, doing, judge, find: () => find(at, doing.signal), deadlineSeconds: ownDeadline });
    },
    async inspect(given, pinned, site, signal) {
      const at = workloadAt(given, site);
      if (at.kind === "refused") return { kind: "unclear", text: at.reason };
      const found = await find(at, signal);
      if (found.kind === "refused") return { kind: "unclear", text: found.reason };
      const { template } = lookingAt(at, found, signal);
      if (found.uid !== pinned.uid) return { kind: "unclear", text: `${at.words} was deleted and made anew` };
      if (templateDigest(template) === pinned.before) return { kind: "not-done", text: `${at.words} is as it was` };
      if (change.holds(given, found, pinned)) {
        return { kind: "done", text: `${at.words} has what was asked for: ${imagesOf(template)}` };
      }
      return { kind: "unclear", text: `${at.words} is neither as it was nor as asked for: somebody has changed it` };
    },
  });
}

function lookingAt(at: WorkloadAt, found: FoundObject, signal: AbortSignal): Looking {
  return { at, found, template: objectAt(found.raw, "spec", "template"), signal };
}

function previewOf(
  { at, found, template }: Looking,
  planned: PlannedTemplate,
  after: string,
): Preview & { readonly pinned: PinnedTemplate } {
  const differences = differencesOf(templateFacts(template), templateFacts(planned.template));
  const pinned = {
    uid: found.uid,
    revision: revisionOf(found.raw),
    before: templateDigest(template),
    after,
    toRevision: planned.toRevision ?? null,
  };
  const paused = isPaused(found) ? ["its rollout is paused: no pod is replaced until it is resumed"] : [];
  const recreated =
    valueAt(found.raw, "spec", "strategy", "type") === "Recreate"
      ? ["all its pods end before new ones start: it is away for that time"]
      : [];
  return {
    kind: "preview",
    objects: [{ name: at.words, changes: [...(planned.changes ?? []), ...differences.changes] }],
    warnings: [
      ...at.place.warnings,
      ...paused,
      ...recreated,
      ...managedElsewhere(found.raw),
      ...(planned.warnings ?? []),
    ],
    notPreviewed: differences.notShown,
    fingerprint: pinned,
    pinned,
  };
}

/** The words that say why what was approved no longer fits; undefined when it does. */
function movedSince({ at, found, template }: Looking, pinned: PinnedTemplate): Refused | undefined {
  const nothing = "Nothing was changed; ask again";
  if (found.uid !== pinned.uid) return refused(`${at.words} was deleted and made anew since the preview. ${nothing}`);
  const revision = revisionOf(found.raw);
  if (templateDigest(template) === pinned.before && revision === pinned.revision) return undefined;
  const what = revision > 0 && revision !== pinned.revision ? `is at revision ${revision} now` : "was changed";
  return refused(`${at.words} ${what} (${imagesOf(template)}): a newer deploy than the one previewed. ${nothing}`);
}

function fieldsOf({ template }: Looking, planned: PlannedTemplate): Fields {
  if (planned.data) return { kind: "strategic", patch: planned.data };
  const operations = [
    { op: "test", path: "/spec/template", value: template },
    { op: "replace", path: "/spec/template", value: planned.template },
    ...(planned.annotations ? [{ op: "add", path: "/metadata/annotations", value: planned.annotations }] : []),
  ];
  return { kind: "json", operations };
}

function doneOf({ at }: Looking, written: FoundObject, { dryRun }: Changing, undo: Operation | undefined): Done {
  const images = imagesOf(objectAt(written.raw, "spec", "template"));
  if (dryRun)
    return { kind: "done", text: `the cluster would accept it: ${at.words} with ${images}. Nothing was changed` };
  return { kind: "done", text: `${at.words} is changed: ${images}. Its pods are being replaced`, undo };
}
