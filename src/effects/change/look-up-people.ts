import type { RequestEffect } from "../../approval/effect.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import type { Membership } from "../membership.ts";
import { backoff } from "./backoff.ts";
import { again, type ChangeContext, type FreezerLookUp, record } from "./change-context.ts";

type Context = Pick<ChangeContext, "membership">;

/** Whether somebody may do what they pressed. */
export async function lookUpVoter(
  request: string,
  { pending, person, entries }: Extract<RequestEffect, { readonly kind: "look-up-voter" }>,
  attempt: number,
  { membership }: Context,
): Promise<ChangePerformed> {
  const found = await membership(person, entries, { fresh: true });
  const afterMs = askAgainAfter([found], attempt);
  if (afterMs !== undefined) return again(afterMs);
  return record({ kind: "record-membership", request, pending, membership: found });
}

/** Whether all who voted still may. */
export async function confirmQuorum(
  request: string,
  { round, voters, entries }: Extract<RequestEffect, { readonly kind: "confirm-quorum" }>,
  attempt: number,
  { membership }: Context,
): Promise<ChangePerformed> {
  const found = await Promise.all(
    voters.map(async (voter) => [voter, await membership(voter, entries, { fresh: true })] as const),
  );
  const afterMs = askAgainAfter(
    found.map(([, one]) => one),
    attempt,
  );
  if (afterMs !== undefined) return again(afterMs);
  return record({ kind: "record-quorum", request, round, memberships: Object.fromEntries(found) });
}

/** Whether somebody may stop changes, or let them go on. */
export async function lookUpFreezer(
  { effect: { wish, entries }, key: lookUp }: { readonly effect: FreezerLookUp; readonly key: string },
  attempt: number,
  { membership }: Context,
): Promise<ChangePerformed> {
  const found = await membership(wish.by, entries, { fresh: true });
  const afterMs = askAgainAfter([found], attempt);
  return afterMs === undefined ? record({ kind: "record-freezer", lookUp, wish, membership: found }) : again(afterMs);
}

const mostAttempts = 4;

/**
 * "What cannot be looked up is a no": not because Slack was busy for a moment. In how many milliseconds to look again; undefined when
 * it is known, will not be known, or was asked often enough.
 */
export function askAgainAfter(found: readonly Membership[], attempt: number): number | undefined {
  const retries = found.flatMap((one) => (one.kind === "unknown" && one.retry ? [one.retry] : []));
  const retry = retries.find(({ kind }) => kind !== "never");
  return retry && attempt < mostAttempts ? backoff({ retry }, attempt) : undefined;
}
