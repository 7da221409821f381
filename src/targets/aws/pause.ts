import { setTimeout } from "node:timers/promises";

/** Waits; throws the reason of `signal` as soon as it is aborted. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal }).catch(() => signal.throwIfAborted());
}
