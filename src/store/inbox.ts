import type { Refusal } from "../incident/decision.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** What became of a delivery, as small as it can be told again: events are named by the versions around them. */
export type StoredOutcome =
  | { readonly kind: "done"; readonly incident: string; readonly after: number; readonly until: number }
  | { readonly kind: "refused"; readonly refusal: Refusal; readonly incident?: string | undefined };

/**
 * Takes a delivery for handling, within the transaction that handles it. A second one of the same key waits for the first to end,
 * then gets its outcome; if the first was rolled back, it takes its place.
 */
export async function claimDelivery<Stored extends object = StoredOutcome>(
  tx: Queryable,
  key: string,
): Promise<Stored | undefined> {
  const claimed = await ask(tx, "insert into inbox (key) values ($1) on conflict (key) do nothing returning 1", [key]);
  if (claimed.length > 0) return undefined;
  const [row] = await ask<{ outcome: Stored | null }>(tx, "select outcome from inbox where key = $1", [key]);
  return row?.outcome ?? undefined;
}

export async function rememberOutcome<Stored extends object = StoredOutcome>(
  tx: Queryable,
  key: string,
  outcome: Stored,
): Promise<void> {
  await ask(tx, "update inbox set outcome = $2 where key = $1", [key, JSON.stringify(outcome)]);
}

/** Whether a delivery of this key has been handled already. */
export async function isDelivered(db: Queryable, key: string): Promise<boolean> {
  const rows = await ask(db, "select 1 from inbox where key = $1", [key]);
  return rows.length > 0;
}

/** Slack redelivers for minutes; a month also covers questions about what happened. */
export async function purgeInbox(db: Queryable): Promise<void> {
  await ask(db, "delete from inbox where at < now() - interval '30 days'");
}
