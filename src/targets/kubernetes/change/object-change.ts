import { z } from "zod";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Operation, OperationDefinition } from "../../../operation/definition.ts";
import {
  type Changer,
  changer,
  type Doing,
  type Json,
  type Preview,
  type Refused,
  type Site,
  type Verification,
} from "../../target.ts";
import { refused } from "../scope.ts";
import { digestOf } from "./canonical.ts";
import type { Change } from "./facts.ts";
import { follow, type Patience } from "./follow-rollout.ts";
import { type FoundObject, findObject, type ObjectAt } from "./found-object.ts";
import { inspectObjects } from "./inspect-objects.ts";
import type { RolloutState } from "./rollout-state.ts";
import { writeEach } from "./write-each.ts";
import { type Fields, writeFields, writeJudged } from "./write-judged.ts";

/** A change of a few fields of one object, or of the same fields of several. */
export interface ObjectChange<A> {
  readonly definition: OperationDefinition<A>;
  /** The objects it is for. */
  locate(given: A, site: Site, signal: AbortSignal): Promise<Located | Refused> | Located | Refused;
  /** What one of them would become. No changes: it is so already. */
  plan(given: A, pair: Pair, signal: AbortSignal): Promise<PlannedObject | Refused> | PlannedObject | Refused;
  /** How far one of them is on the way to what was asked for. */
  judge(given: A, found: FoundObject): RolloutState;
  /** Whether it still is as was asked for, where `judge` cannot tell by the object alone. */
  stands?(given: A, pair: Pair, signal: AbortSignal): Promise<boolean>;
  /** Whether it may end what it changes. */
  mayEnd?(given: A): boolean;
  /** All that a person would set of it, to be held against `after`: for who looks later whether it was done. */
  content?(given: A, found: FoundObject): Json;
  /** What would bring back what the objects were. */
  undo?(given: A, before: readonly Pair[]): Operation | undefined;
}

export interface Located {
  readonly kind: "located";
  readonly objects: readonly ObjectAt[];
  readonly warnings: readonly string[];
}

export interface Pair {
  readonly at: ObjectAt;
  readonly found: FoundObject;
}

export interface PlannedObject {
  readonly kind: "planned";
  readonly changes: readonly Change[];
  readonly fields: Fields;
  /** What a person judges it by; any other part of the object may move meanwhile. */
  readonly judged: Json;
  /** Its content afterwards. For changes that cannot be asked for twice: a list that grows, a field that is gone. */
  readonly after?: Json | undefined;
  readonly warnings?: readonly string[] | undefined;
  readonly notPreviewed?: readonly string[] | undefined;
  /** What would bring it back, where the change itself has no undo for all. */
  readonly undo?: Operation | undefined;
}

const pinnedObjects = z.array(
  z.object({ path: z.string(), uid: z.string(), judged: z.string(), after: z.string().nullable().default(null) }),
);
export type PinnedObjects = z.output<typeof pinnedObjects>;

export function objectChanger<A>(door: KubernetesDoor, patience: Patience, change: ObjectChange<A>): Changer {
  return changer<A, PinnedObjects>(change.definition, {
    pinned: pinnedObjects,
    preview: (given, site, signal) => preview(door, change, given, site, signal),
    async run(given, pinned, site, doing) {
      const looked = await look(door, change, given, site, doing.signal);
      if (looked.kind === "refused") return looked;
      const plan = (pair: Pair) => planPinned(change, given, pair, pinned, doing.signal);
      // All are judged before the first is touched.
      let undo = change.undo?.(given, looked.pairs);
      for (const pair of looked.pairs) {
        const planned = await plan(pair);
        if (planned.kind === "refused") return planned;
        undo ??= planned.undo;
      }
      return writeEach(looked.pairs, doing, undo, ({ at }) =>
        writeJudged(
          () => findObject(door, at, doing.signal),
          async (found) => {
            const planned = await plan({ at, found });
            if (planned.kind === "refused") return planned;
            if (planned.changes.length === 0) return { kind: "done", text: `${at.words} already was so` };
            await writeFields(door, at, found, planned.fields, doing);
            return { kind: "done", text: `${at.words}: ${changeWords(planned.changes)}` };
          },
        ),
      );
    },
    async verify(given, _, site, doing) {
      const located = await change.locate(given, site, doing.signal);
      if (located.kind === "refused") return { kind: "failed", text: located.reason };
      const texts: string[] = [];
      for (const at of located.objects) {
        const one = await verifyOne(door, patience, change, { given, at, doing });
        if (one.kind === "failed") return one;
        texts.push(one.text);
      }
      return { kind: "verified", text: texts.join("\n") };
    },
    async inspect(given, pinned, site, signal) {
      const looked = await look(door, change, given, site, signal);
      return looked.kind === "refused"
        ? { kind: "unclear", text: looked.reason }
        : inspectObjects(looked.pairs, pinned, {
            plan: (pair) => change.plan(given, pair, signal),
            content: ({ found }) => change.content?.(given, found),
          });
    },
  });
}

async function preview<A>(
  door: KubernetesDoor,
  change: ObjectChange<A>,
  given: A,
  site: Site,
  signal: AbortSignal,
): Promise<(Preview & { readonly pinned: PinnedObjects }) | Refused> {
  const looked = await look(door, change, given, site, signal);
  if (looked.kind === "refused") return looked;
  const planned: (PlannedObject & Pair)[] = [];
  for (const pair of looked.pairs) {
    const one = await change.plan(given, pair, signal);
    if (one.kind === "refused") return one;
    planned.push({ ...one, ...pair });
  }
  if (planned.every(({ changes }) => changes.length === 0)) {
    return refused(`${planned.map(({ at }) => at.words).join(", ")}: already so, nothing would change`);
  }
  const pinned = planned.map(({ at, found, judged, after }) => ({
    path: at.path,
    uid: found.uid,
    judged: digestOf(judged),
    after: after === undefined ? null : digestOf(after),
  }));
  return {
    kind: "preview",
    objects: planned.map(({ at, changes }) => ({ name: at.words, changes })),
    warnings: [...new Set([...looked.warnings, ...planned.flatMap(({ warnings = [] }) => warnings)])],
    notPreviewed: planned.flatMap(({ notPreviewed = [] }) => notPreviewed),
    // What it should become holds all of the object, and some of that moves by itself.
    fingerprint: pinned.map(({ path, uid, judged }) => ({ path, uid, judged })),
    pinned,
  };
}

async function verifyOne<A>(
  door: KubernetesDoor,
  patience: Patience,
  change: ObjectChange<A>,
  { given, at, doing }: { readonly given: A; readonly at: ObjectAt; readonly doing: Doing },
): Promise<Verification> {
  const find = () => findObject(door, at, doing.signal);
  const one = await follow({ ...patience, doing, judge: (found) => change.judge(given, found), find });
  const told = { kind: one.kind, text: `${at.words}: ${one.text}` };
  const mayEnd = change.mayEnd?.(given) ?? false;
  if (one.kind === "failed" && !mayEnd) return told;
  const found = await find();
  if (found.kind === "refused") return { kind: mayEnd ? "verified" : "failed", text: found.reason };
  const stands = (await change.stands?.(given, { at, found }, doing.signal)) ?? true;
  return stands ? told : { kind: "failed", text: `${at.words}: somebody has changed it again since` };
}

interface Looked {
  readonly kind: "looked";
  readonly pairs: readonly Pair[];
  readonly warnings: readonly string[];
}

async function look<A>(
  door: KubernetesDoor,
  change: ObjectChange<A>,
  given: A,
  site: Site,
  signal: AbortSignal,
): Promise<Looked | Refused> {
  const located = await change.locate(given, site, signal);
  if (located.kind === "refused") return located;
  const pairs: Pair[] = [];
  for (const at of located.objects) {
    const found = await findObject(door, at, signal);
    if (found.kind === "refused") return found;
    pairs.push({ at, found });
  }
  return { kind: "looked", pairs, warnings: located.warnings };
}

async function planPinned<A>(
  change: ObjectChange<A>,
  given: A,
  pair: Pair,
  pinned: PinnedObjects,
  signal: AbortSignal,
): Promise<PlannedObject | Refused> {
  const { at, found } = pair;
  const was = pinned.find(({ path }) => path === at.path);
  if (was?.uid !== found.uid) return refused(`${at.words} is not the one that was previewed; nothing was changed`);
  const planned = await change.plan(given, pair, signal);
  if (planned.kind === "refused" || digestOf(planned.judged) === was.judged) return planned;
  return refused(`${at.words} has changed since the preview; nothing was changed. Ask again`);
}

function changeWords(changes: readonly Change[]): string {
  return changes.map(({ what, before, after }) => `${what} ${before || "none"} → ${after || "none"}`).join("; ");
}
