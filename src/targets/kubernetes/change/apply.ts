import { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Operation } from "../../../operation/definition.ts";
import { apply, remove } from "../../../operation/kubernetes/object-change.ts";
import {
  type Changer,
  type Changing,
  changer,
  type Done,
  type Inspection,
  type Preview,
  type Refused,
  type Site,
  type Verification,
} from "../../target.ts";
import { isRefused, refused } from "../scope.ts";
import { type AppliedObject, planApplied, writeApplied } from "./applied-object.ts";
import { digestOf } from "./canonical.ts";
import { follow, type Patience } from "./follow-rollout.ts";
import { findObject } from "./found-object.ts";
import { judgeObject } from "./judge-object.ts";
import { wantedObjects } from "./manifest-object.ts";
import { noWayBack, patchBack } from "./patch-back.ts";
import { withoutUndefined } from "./undo.ts";
import { writeEach } from "./write-each.ts";

type ApplyArguments = z.output<typeof apply.schema>;

/** `uid` null: it was not there. */
const pinnedApply = z.array(z.object({ path: z.string(), uid: z.string().nullable(), judged: z.string() }));
type PinnedApply = z.output<typeof pinnedApply>;

/** `kubectl apply -f` of a file that the catalog holds: merged as kubectl does, tried by the server itself before it is asked for. */
export function applies(door: KubernetesDoor, patience: Patience): Changer {
  return changer<ApplyArguments, PinnedApply>(apply, {
    pinned: pinnedApply,
    preview: (given, site, signal) => preview(door, given, site, signal),
    run: (given, pinned, site, doing) => run(door, given, pinned, site, doing),
    verify: async (given, _, site, doing) => {
      const wanted = await wantedObjects(door, given, site, doing.signal);
      if (isRefused(wanted)) return { kind: "failed", text: wanted.reason };
      const texts: string[] = [];
      for (const { at } of wanted) {
        const one = await follow({
          ...patience,
          doing,
          judge: judgeObject,
          find: () => findObject(door, at, doing.signal),
        });
        if (one.kind === "failed") return { kind: "failed", text: `${at.words}: ${one.text}` };
        texts.push(`${at.words}: ${one.text}`);
      }
      return verificationOf(await planAll(door, given, site, doing.signal), texts);
    },
    async inspect(given, pinned, site, signal) {
      const planned = await planAll(door, given, site, signal);
      return isRefused(planned) ? { kind: "unclear", text: planned.reason } : inspectionOf(planned, pinned);
    },
  });
}

async function planAll(
  door: KubernetesDoor,
  given: ApplyArguments,
  site: Site,
  signal: AbortSignal,
): Promise<readonly AppliedObject[] | Refused> {
  const wanted = await wantedObjects(door, given, site, signal);
  if (isRefused(wanted)) return wanted;
  const planned: AppliedObject[] = [];
  for (const one of wanted) {
    const plan = await planApplied(door, one, signal);
    if (plan.kind === "refused") return plan;
    planned.push(plan);
  }
  return planned;
}

async function preview(
  door: KubernetesDoor,
  given: ApplyArguments,
  site: Site,
  signal: AbortSignal,
): Promise<(Preview & { readonly pinned: PinnedApply }) | Refused> {
  const planned = await planAll(door, given, site, signal);
  if (isRefused(planned)) return planned;
  const changed = planned.filter(({ changes }) => changes.length > 0);
  if (changed.length === 0) return refused(`all is as ${given.file} says already; nothing would change`);
  const pinned = planned.map(pin);
  return {
    kind: "preview",
    objects: changed.map(({ wanted, changes }) => ({ name: wanted.at.words, changes })),
    warnings: [...new Set(planned.flatMap(({ warnings }) => warnings)), ...lastingWarning(changed)],
    notPreviewed: planned.flatMap(({ notPreviewed }) => notPreviewed),
    fingerprint: pinned,
    pinned,
  };
}

function pin({ wanted, found, judged }: AppliedObject): PinnedApply[number] {
  return { path: wanted.at.path, uid: found?.uid ?? null, judged: digestOf(judged) };
}

async function run(
  door: KubernetesDoor,
  given: ApplyArguments,
  pinned: PinnedApply,
  site: Site,
  doing: Changing,
): Promise<Done | Refused> {
  const planned = await planAll(door, given, site, doing.signal);
  if (isRefused(planned)) return planned;
  if (planned.length !== pinned.length) {
    return refused(`${given.file} holds other objects than were previewed; nothing was changed. Ask again`);
  }
  // All are judged before the first is touched.
  const moved = planned.map((one) => movedSince(one, pinned)).find((one) => one !== undefined);
  if (moved) return moved;
  const changed = planned.filter(({ changes }) => changes.length > 0);
  return writeEach(changed, doing, undoOf(changed, given.namespace), ({ wanted }) =>
    writeApplied(door, wanted, (one) => movedSince(one, pinned), doing),
  );
}

function movedSince(one: AppliedObject, pinned: PinnedApply): Refused | undefined {
  const now = pin(one);
  const was = pinned.find(({ path }) => path === now.path);
  if (was?.uid === now.uid && was.judged === now.judged) return undefined;
  return refused(`${one.wanted.at.words} or its file has changed since the preview; nothing was changed. Ask again`);
}

function lastingWarning(changed: readonly AppliedObject[]): readonly string[] {
  if (changed.length > 1) return ["it changes several objects: no one button brings all of them back"];
  return undoOf(changed, undefined) ? [] : [noWayBack];
}

function undoOf(changed: readonly AppliedObject[], namespace: string | undefined): Operation | undefined {
  const [only, ...others] = changed;
  if (!only || others.length > 0) return undefined;
  const { resource, name } = only.wanted;
  const word = resource.group === "" ? resource.plural : `${resource.plural}.${resource.group}`;
  return only.found
    ? patchBack({ resource: word, target: name, namespace }, only.found.raw, only.after)
    : { name: remove.name, arguments: withoutUndefined({ resource: word, names: [name], namespace }) };
}

// An autoscaler may have set another number of pods at once; that undoes nothing.
function verificationOf(planned: readonly AppliedObject[] | Refused, texts: readonly string[]): Verification {
  if (isRefused(planned)) return { kind: "failed", text: planned.reason };
  const other = planned.find(({ changes }) => changes.some(({ what }) => what !== "spec.replicas"));
  return other
    ? { kind: "failed", text: `${other.wanted.at.words} is not as the file says: somebody has changed it since` }
    : { kind: "verified", text: texts.join("\n") };
}

function inspectionOf(planned: readonly AppliedObject[], pinned: PinnedApply): Inspection {
  if (planned.every(({ changes }) => changes.length === 0)) return { kind: "done", text: "all is as the file says" };
  if (planned.every((one) => movedSince(one, pinned) === undefined)) {
    return { kind: "not-done", text: `${planned.map(({ wanted }) => wanted.at.words).join(", ")}: as before` };
  }
  const left = planned.filter(({ changes }) => changes.length > 0).map(({ wanted }) => wanted.at.words);
  return { kind: "unclear", text: `${left.join(", ")}: neither as it was nor as the file says` };
}
