import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/**
 * Takes a target for a request, or tells which one holds it: "one change at a time per target", whatever incident it belongs to. Of two
 * at once the second waits for the end of the first one's transaction.
 */
export async function takeTarget(tx: Queryable, target: string, request: string): Promise<string | undefined> {
  const taken = await ask(
    tx,
    `insert into target_locks as held (target, request) values ($1, $2)
     on conflict (target) do update set request = excluded.request where held.request = excluded.request
     returning 1`,
    [target, request],
  );
  if (taken.length > 0) return undefined;
  const [holder] = await ask<{ request: string }>(tx, "select request from target_locks where target = $1", [target]);
  return holder?.request;
}

export async function freeTarget(tx: Queryable, target: string, request: string): Promise<void> {
  await ask(tx, "delete from target_locks where target = $1 and request = $2", [target, request]);
}
