import { setTimeout as pauseFor } from "node:timers/promises";
import type { KubernetesDoor } from "../../../clients/kubernetes.ts";
import { findResource } from "../../../clients/kubernetes-resources.ts";
import type { Changing } from "../../target.ts";
import type { PinnedObject } from "./delete-object.ts";
import type { Patience } from "./follow-rollout.ts";
import { isFault } from "./found-object.ts";

export interface Evicted {
  readonly evicted: number;
  /** Gone before it was their turn. */
  readonly gone: number;
  /** Those that their disruption budget held back until the time was over. */
  readonly heldBack: readonly PinnedObject[];
}

/**
 * Asks for the eviction of each pod. One that its disruption budget holds back is asked for again until `untilMs`: others move meanwhile,
 * and their replacements free the budget.
 */
export async function evictAll(
  door: KubernetesDoor,
  context: string | undefined,
  pods: readonly PinnedObject[],
  {
    gracePeriodSeconds,
    untilMs,
    now,
    pauseMs,
  }: Patience & { readonly gracePeriodSeconds?: number | undefined; readonly untilMs: number },
  doing: Changing,
): Promise<Evicted> {
  const { version } = await findResource(door, context, "poddisruptionbudgets", doing.signal);
  let [waiting, evicted, gone]: [readonly PinnedObject[], number, number] = [pods, 0, 0];
  for (;;) {
    const heldBack: PinnedObject[] = [];
    for (const pod of waiting) {
      const outcome = await evict(door, context, pod, { version, gracePeriodSeconds }, doing);
      if (outcome === "held-back") heldBack.push(pod);
      else if (outcome === "gone") gone++;
      else doing.emit(`${++evicted} of ${pods.length} evicted: ${pod.words}\n`);
    }
    if (heldBack.length === 0 || doing.dryRun || now() > untilMs) return { evicted, gone, heldBack };
    if (heldBack.length !== waiting.length || waiting === pods) {
      doing.emit(`${heldBack.length} held back by their disruption budget; asking again\n`);
    }
    waiting = heldBack;
    await pauseFor(pauseMs, undefined, { signal: doing.signal }).catch(() => doing.signal.throwIfAborted());
  }
}

async function evict(
  door: KubernetesDoor,
  context: string | undefined,
  { path, uid }: PinnedObject,
  { version, gracePeriodSeconds }: { readonly version: string; readonly gracePeriodSeconds?: number | undefined },
  { dryRun, signal, beforeSending }: Changing,
): Promise<"evicted" | "gone" | "held-back"> {
  const [namespace, , name] = path.split("/").slice(-3);
  const deleteOptions = { gracePeriodSeconds, preconditions: { uid }, ...(dryRun ? { dryRun: ["All"] } : {}) };
  const body = { apiVersion: `policy/${version}`, kind: "Eviction", metadata: { namespace, name }, deleteOptions };
  const query = { dryRun: dryRun ? "All" : undefined };
  await beforeSending();
  try {
    await door.json(context, { method: "POST", path: `${path}/eviction`, query, body, signal });
    return "evicted";
  } catch (error) {
    if (isFault(error, "TooManyRequests")) return "held-back";
    if (isFault(error, "NotFound", "Conflict")) return "gone";
    throw error;
  }
}
