import type { RequestEffect } from "../../approval/effect.ts";
import type { ChangePerformed } from "../../deliver-change.ts";
import { type ChangeContext, type FreezerLookUp, record } from "./change-context.ts";

type Context = Pick<ChangeContext, "membership">;

/** Whether somebody may do what they pressed. */
export async function lookUpVoter(
  request: string,
  { pending, person, entries }: Extract<RequestEffect, { readonly kind: "look-up-voter" }>,
  { membership }: Context,
): Promise<ChangePerformed> {
  const found = await membership(person, entries, { fresh: true });
  return record({ kind: "record-membership", request, pending, membership: found });
}

/** Whether all who voted still may. */
export async function confirmQuorum(
  request: string,
  { round, voters, entries }: Extract<RequestEffect, { readonly kind: "confirm-quorum" }>,
  { membership }: Context,
): Promise<ChangePerformed> {
  const found = await Promise.all(
    voters.map(async (voter) => [voter, await membership(voter, entries, { fresh: true })] as const),
  );
  return record({ kind: "record-quorum", request, round, memberships: Object.fromEntries(found) });
}

/** Whether somebody may stop changes, or let them go on. */
export async function lookUpFreezer(
  { wish, entries }: FreezerLookUp,
  { membership }: Context,
): Promise<ChangePerformed> {
  return record({
    kind: "record-freezer",
    wish,
    membership: await membership(wish.by, entries, { fresh: true }),
  });
}
