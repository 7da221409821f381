import type { Inspection, Json, Refused } from "../../target.ts";
import { digestOf } from "./canonical.ts";
import type { Pair, PinnedObjects, PlannedObject } from "./object-change.ts";

interface Looking {
  plan(pair: Pair): Promise<PlannedObject | Refused> | PlannedObject | Refused;
  /** All that a person would set of it, where the change knows what that should be afterwards. */
  content(pair: Pair): Json | undefined;
}

/** What became of a change of these objects: done where nothing is left to change, not done where all is as it was judged. */
export async function inspectObjects(
  pairs: readonly Pair[],
  pinned: PinnedObjects,
  { plan, content }: Looking,
): Promise<Inspection> {
  const inspections: Inspection[] = [];
  for (const pair of pairs) {
    const was = pinned.find(({ path }) => path === pair.at.path);
    const isDone = was?.uid === pair.found.uid && was.after !== null && digestOf(content(pair)) === was.after;
    inspections.push(isDone ? asAskedFor(pair) : inspectOne(pair, pinned, await plan(pair)));
  }
  const kinds = new Set(inspections.map(({ kind }) => kind));
  const [kind = "unclear"] = kinds;
  return { kind: kinds.size === 1 ? kind : "unclear", text: inspections.map(({ text }) => text).join("\n") };
}

function asAskedFor({ at }: Pick<Pair, "at">): Inspection {
  return { kind: "done", text: `${at.words} is as it was asked for` };
}

function inspectOne({ at, found }: Pair, pinned: PinnedObjects, planned: PlannedObject | Refused): Inspection {
  const was = pinned.find(({ path }) => path === at.path);
  if (was?.uid !== found.uid) return { kind: "unclear", text: `${at.words} was made anew since the preview` };
  if (planned.kind === "refused") return { kind: "unclear", text: planned.reason };
  if (planned.changes.length === 0) return asAskedFor({ at });
  if (digestOf(planned.judged) === was.judged) return { kind: "not-done", text: `${at.words} is as it was` };
  return { kind: "unclear", text: `${at.words} is neither as it was nor as asked for: somebody has changed it` };
}
