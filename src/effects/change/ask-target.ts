import { Fault } from "../../clients/fault.ts";
import { scrub } from "../../operation/scrub.ts";
import { backoff } from "./backoff.ts";
import type { ChangeContext } from "./change-context.ts";

/** What came of looking at a target. `why`: a sentence without secrets. */
export type Answered<T> =
  | { readonly kind: "answered"; readonly value: T }
  | { readonly kind: "again"; readonly afterMs: number }
  | { readonly kind: "given-up"; readonly why: string };

interface Patience {
  /** Of this attempt; counts from 1. */
  readonly attempt: number;
  /** Milliseconds. */
  readonly withinMs: number;
}

const mostAttempts = 4;

/** Asks something that changes nothing: once now, some times more while the target is in trouble, and then it is said what is wrong. */
export async function askTarget<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  { attempt, withinMs }: Patience,
  { stopping, log }: Pick<ChangeContext, "stopping" | "log">,
): Promise<Answered<T>> {
  if (stopping.aborted) return { kind: "again", afterMs: 0 };
  const timeout = AbortSignal.timeout(withinMs);
  try {
    return { kind: "answered", value: await ask(AbortSignal.any([stopping, timeout])) };
  } catch (error) {
    // Another process asks.
    if (stopping.aborted) return { kind: "again", afterMs: 0 };
    const isLate = timeout.aborted;
    if (!isLate && !(error instanceof Fault)) throw error;
    const why = isLate ? `The target did not answer within ${withinMs / 1000} s.` : sayFault(error);
    log.warn({ attempt, why }, "a target could not be looked at");
    if (error instanceof Fault && error.retry.kind === "never") return { kind: "given-up", why };
    if (attempt >= mostAttempts) return { kind: "given-up", why };
    return {
      kind: "again",
      afterMs: backoff(error instanceof Fault ? error : { retry: { kind: "backoff" } }, attempt),
    };
  }
}

/** What went wrong and what a person can do about it. */
export function sayFault(error: unknown): string {
  if (!(error instanceof Fault)) return "Incident Commander itself failed. Look into its log.";
  return scrub(
    [error.message, error.advice]
      .filter((one) => one !== undefined)
      .map(sentence)
      .join(" "),
  );
}

/** With a capital letter and a full stop, as it stands beside other sentences. */
export function sentence(text: string): string {
  const whole = text.trim();
  return `${whole.charAt(0).toUpperCase()}${whole.slice(1)}${/[.!?]$/.test(whole) ? "" : "."}`;
}
