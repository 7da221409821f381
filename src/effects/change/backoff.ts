import type { Fault } from "../../clients/fault.ts";

const delaysMs = [1000, 2000, 5000, 10_000, 30_000, 60_000];

/** When to try again after so many attempts, in milliseconds: what the outside asks for, else ever later. */
export function backoff({ retry }: Pick<Fault, "retry">, attempt: number): number {
  if (retry.kind === "after") return retry.ms;
  return delaysMs[Math.min(attempt, delaysMs.length) - 1] ?? 1000;
}
