import type { Instant } from "../incident/incident.ts";
import { addMinutes } from "../incident/instant.ts";
import type { OwedRequestEffect } from "./effect.ts";

/** "Its head is published daily in the announcement channel." */
export interface OwedAuditEffect extends Omit<OwedRequestEffect, "request" | "effect"> {
  readonly effect: { readonly kind: "publish-head" };
}

/** The audit's head may be due. Owed too early or twice it does nothing but plan itself anew. */
export const owedHead: OwedAuditEffect = {
  ...{ effect: { kind: "publish-head" }, key: "audit-head", priority: 45, delayMs: 0 },
};

/** In hours of UTC: before the day begins for most who would look at it. */
const dueHour = 9;
const day = 24 * 60;

/** When a head was due last, and when the next one is, in the time of incidents. */
export function headDue(now: Instant): { readonly last: Instant; readonly next: Instant } {
  const today = `${now.slice(0, 10)}T${String(dueHour).padStart(2, "0")}:00:00.000Z`;
  const last = today <= now ? today : addMinutes(today, -day);
  return { last, next: addMinutes(last, day) };
}

/** The end of the audit as it was when it was due, beside that of the time before. */
export interface PublishedHead {
  readonly id: string;
  /** `42:9f86d0…`; empty while there is no entry. */
  readonly head: string;
  readonly entries: number;
  /** Absent for the first: there is nothing to compare it with. */
  readonly before?: { readonly at: Instant; readonly head: string; readonly entries: number } | undefined;
}

/** Only what has changed since the time before is told: a channel that says the same every day is not read. */
export const isNews = ({ head, before }: PublishedHead): boolean => before !== undefined && before.head !== head;
