import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../../clients/fault.ts";
import { scrub } from "../../operation/scrub.ts";
import { backoff } from "./backoff.ts";
import type { ChangeContext } from "./change-context.ts";

/** What came of looking at a target. `why`: sentences without secrets. `interrupted`: this process stops, another one looks. */
export type Answered<T> =
  | { readonly kind: "answered"; readonly value: T }
  | { readonly kind: "interrupted" }
  | { readonly kind: "given-up"; readonly why: string };

const mostAttempts = 4;

/**
 * Asks something that changes nothing: once, and some times more while the target is in trouble; then it is said what is wrong. Each
 * attempt takes `withinMs` at most.
 */
export async function askTarget<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  withinMs: number,
  { stopping, log }: Pick<ChangeContext, "stopping" | "log">,
): Promise<Answered<T>> {
  for (let attempt = 1; !stopping.aborted; attempt++) {
    const timeout = AbortSignal.timeout(withinMs);
    try {
      return { kind: "answered", value: await ask(AbortSignal.any([stopping, timeout])) };
    } catch (error) {
      if (stopping.aborted) break;
      if (!timeout.aborted && !(error instanceof Fault)) throw error;
      const why = timeout.aborted ? `The target did not answer within ${withinMs / 1000} s.` : sayFault(error);
      log.warn({ attempt, why }, "a target could not be looked at");
      const retry = error instanceof Fault ? error.retry : ({ kind: "backoff" } as const);
      if (retry.kind === "never" || attempt >= mostAttempts) return { kind: "given-up", why };
      await pause(backoff({ retry }, attempt), undefined, { signal: stopping }).catch(() => undefined);
    }
  }
  return { kind: "interrupted" };
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

/** With a capital letter and a full stop, as it stands beside other sentences. A name such as `deployment/api` stays as it is. */
export function sentence(text: string): string {
  const whole = text.trim();
  const begun = /^[a-z]+(?=[\s,;]|$)/.test(whole) ? `${whole.charAt(0).toUpperCase()}${whole.slice(1)}` : whole;
  return `${begun}${/[.!?]$/.test(whole) ? "" : "."}`;
}
