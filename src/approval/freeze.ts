import type { Catalog } from "../catalog/types.ts";
import type { Instant, PersonId } from "../incident/incident.ts";
import { plain } from "../incident/text.ts";
import type { OwedRequestEffect } from "./effect.ts";
import { longestWords } from "./limits.ts";
import type { Membership } from "./request.ts";

/** What the people of `organization.freezers` ask: stop all changes, of one service or everywhere, or let them go on. */
export interface FreezeWish {
  readonly kind: "freeze" | "lift";
  readonly by: PersonId;
  /** Key of the service; absent for everywhere. */
  readonly service?: string | undefined;
  readonly reason: string;
}

/** `record-freezer`: who asked was looked up among `entries` of the effect, whose key is `lookUp`: told twice, it is one answer. */
export type FreezeCommand =
  | FreezeWish
  | {
      readonly kind: "record-freezer";
      readonly lookUp: string;
      readonly wish: FreezeWish;
      readonly membership: Membership;
    };

export interface Freeze {
  readonly id: string;
  readonly service?: string | undefined;
  readonly reason: string;
  readonly by: PersonId;
  readonly beganAt: Instant;
  readonly lifted?: { readonly at: Instant; readonly by: PersonId } | undefined;
}

export type FreezeEffect =
  /** Is this person among them? → `record-freezer` with the same wish. */
  | { readonly kind: "look-up-freezer"; readonly wish: FreezeWish; readonly entries: readonly string[] }
  /** It has begun or was lifted: said where changes are announced. */
  | { readonly kind: "show-freeze"; readonly freeze: string }
  /** Why nothing came of it, to who asked. */
  | { readonly kind: "tell-freezer"; readonly wish: FreezeWish; readonly why: string };

export type OwedFreezeEffect = Omit<OwedRequestEffect, "request" | "effect"> & { readonly effect: FreezeEffect };

/** The wish with its words made safe to keep; or why it makes no sense, in a sentence. `standing`: freezes that are not lifted. */
export function checkFreezeWish(wish: FreezeWish, catalog: Catalog, standing: readonly Freeze[]): FreezeWish | string {
  const reason = plain(wish.reason);
  const { freezers } = catalog.organization;
  if (freezers.length === 0) return "The catalog names nobody who may stop changes (organization.yaml, freezers).";
  if (wish.service !== undefined && !catalog.services.some(({ key }) => key === wish.service))
    return `The catalog has no service ${wish.service}.`;
  if (reason.length > longestWords) return `The reason is too long: at most ${longestWords} characters.`;
  const isStanding = standing.some(({ service }) => service === wish.service);
  const where = wish.service ?? "everything";
  if (wish.kind === "lift" && !isStanding) return `Changes of ${where} are not frozen.`;
  if (wish.kind === "freeze" && isStanding) return `Changes of ${where} are frozen already.`;
  return { ...wish, reason };
}

/** What people are told who want to change something meanwhile. */
export function sayFreeze({ service, reason, lifted }: Freeze): string {
  const where = service ?? "every service";
  const why = reason ? `: ${reason}` : "";
  if (lifted) return `Changes of ${where} were frozen after this was approved${why}. Ask again.`;
  return `Changes of ${where} are frozen${why}. They go on when the freeze is lifted.`;
}
