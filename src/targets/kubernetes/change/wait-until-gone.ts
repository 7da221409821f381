import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import type { Doing, Inspection, Verification } from "../../target.ts";
import type { PinnedObject } from "./delete-object.ts";
import { follow, type Patience } from "./follow-rollout.ts";
import { remainingOf } from "./remaining.ts";
import type { RolloutState } from "./rollout-state.ts";

/** Waits until none of the previewed objects is there any more. `enough`: that all are asked to go is as good. */
export function waitUntilGone(
  door: KubernetesDoor,
  context: string | undefined,
  objects: readonly PinnedObject[],
  patience: Patience,
  doing: Doing,
  enough: "gone" | "ending",
): Promise<Verification> {
  const judge = ({ untouched, ending }: Awaited<ReturnType<typeof remainingOf>>): RolloutState => {
    const left = untouched.length + ending.length;
    if (left === 0) return { kind: "done", text: `${objects.length} of ${objects.length} are gone` };
    if (enough === "ending" && untouched.length === 0) return { kind: "done", text: `${ending.length} are ending` };
    return { kind: "waiting", text: `${objects.length - left} of ${objects.length} are gone` };
  };
  return follow({ ...patience, doing, judge, find: () => remainingOf(door, context, objects, doing.signal) });
}

/** Whether the previewed objects were asked to go. */
export async function inspectGone(
  door: KubernetesDoor,
  context: string | undefined,
  objects: readonly PinnedObject[],
  signal: AbortSignal,
): Promise<Inspection> {
  const { untouched } = await remainingOf(door, context, objects, signal);
  const text = `${objects.length - untouched.length} of ${objects.length} are gone or ending`;
  if (untouched.length === 0) return { kind: "done", text };
  return { kind: untouched.length === objects.length ? "not-done" : "unclear", text };
}
