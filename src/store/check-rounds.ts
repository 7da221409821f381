import type { CheckRound } from "../runbook/check-round.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** The last round of a list, locked until the transaction ends. */
export async function lastRound(tx: Queryable, service: string, list: string): Promise<CheckRound | undefined> {
  const [row] = await ask<{ state: CheckRound }>(
    tx,
    "select state from check_rounds where service = $1 and list = $2 order by due_at desc limit 1 for update",
    [service, list],
  );
  return row?.state;
}

/** Times of the last rounds, by service and list. */
export async function lastDueTimes(db: Queryable): Promise<ReadonlyMap<string, string>> {
  const rows = await ask<{ service: string; list: string; due_at: Date }>(
    db,
    "select service, list, max(due_at) as due_at from check_rounds group by service, list",
  );
  return new Map(rows.map(({ service, list, due_at }) => [`${service}/${list}`, due_at.toISOString()]));
}

/** False when this round is there already: somebody else was faster. */
export async function insertRound(tx: Queryable, round: CheckRound): Promise<boolean> {
  const rows = await ask(
    tx,
    `insert into check_rounds (id, service, list, due_at, state) values ($1, $2, $3, $4, $5)
     on conflict (service, list, due_at) do nothing returning 1`,
    [round.id, round.service, round.list, round.dueAt, JSON.stringify(round)],
  );
  return rows.length > 0;
}

export async function lockRound(tx: Queryable, id: string): Promise<CheckRound | undefined> {
  const [row] = await ask<{ state: CheckRound }>(tx, "select state from check_rounds where id = $1 for update", [id]);
  return row?.state;
}

export async function saveRound(tx: Queryable, round: CheckRound): Promise<void> {
  await ask(tx, "update check_rounds set state = $2 where id = $1", [round.id, JSON.stringify(round)]);
}

export async function findRound(db: Queryable, id: string): Promise<CheckRound | undefined> {
  const [row] = await ask<{ state: CheckRound }>(db, "select state from check_rounds where id = $1", [id]);
  return row?.state;
}
