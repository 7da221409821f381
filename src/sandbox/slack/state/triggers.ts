import type { Ids } from "./ids.ts";

const VALID_MS = 3000;
const KEPT_TRIGGERS = 1000;

export interface Trigger {
  readonly person: string;
  /** The view the person was in, when they were in one. */
  readonly viewId?: string;
}

export type Redeemed =
  | { readonly kind: "redeemed"; readonly trigger: Trigger }
  | { readonly kind: "refused"; readonly error: "invalid_trigger_id" | "expired_trigger_id" | "exchanged_trigger_id" };

export interface Triggers {
  issue(trigger: Trigger): string;
  /** Each is good once, for three seconds. */
  redeem(id: string): Redeemed;
}

export function createTriggers(now: () => number, ids: Ids): Triggers {
  const issued = new Map<string, Trigger & { readonly issuedAtMs: number; isUsed: boolean }>();
  return {
    issue(trigger) {
      const id = `${ids.number()}.${Math.floor(now())}.${ids.next("trigger")}`;
      issued.set(id, { ...trigger, issuedAtMs: now(), isUsed: false });
      for (const oldest of issued.keys()) {
        if (issued.size <= KEPT_TRIGGERS) break;
        issued.delete(oldest);
      }
      return id;
    },
    redeem(id) {
      const found = issued.get(id);
      if (found === undefined) return { kind: "refused", error: "invalid_trigger_id" };
      if (found.isUsed) return { kind: "refused", error: "exchanged_trigger_id" };
      if (now() - found.issuedAtMs > VALID_MS) return { kind: "refused", error: "expired_trigger_id" };
      found.isUsed = true;
      return { kind: "redeemed", trigger: found };
    },
  };
}
