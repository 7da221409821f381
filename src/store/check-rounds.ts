import type { CheckRound } from "../runbook/check-round.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** Where the message of a round is, as last known. */
export type RoundMessage =
  | { readonly kind: "none" }
  | { readonly kind: "sending"; readonly channel: string; readonly since: string }
  | { readonly kind: "sent"; readonly channel: string; readonly ts: string; readonly hash: string };

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

interface RoundRow {
  readonly state: CheckRound;
  readonly channel: string | null;
  readonly ts: string | null;
  readonly hash: string | null;
  readonly sending_since: Date | null;
}

export async function findRound(
  db: Queryable,
  id: string,
): Promise<{ readonly round: CheckRound; readonly message: RoundMessage } | undefined> {
  const [row] = await ask<RoundRow>(
    db,
    "select state, channel, ts, hash, sending_since from check_rounds where id = $1",
    [id],
  );
  return row && { round: row.state, message: messageOf(row) };
}

function messageOf({ channel, ts, hash, sending_since: since }: RoundRow): RoundMessage {
  if (channel === null) return { kind: "none" };
  if (ts !== null) return { kind: "sent", channel, ts, hash: hash ?? "" };
  return { kind: "sending", channel, since: (since ?? new Date(0)).toISOString() };
}

/** Says what is known of the message of a round now. */
export async function rememberRoundMessage(db: Queryable, id: string, message: RoundMessage): Promise<void> {
  const channel = message.kind === "none" ? null : message.channel;
  const [ts, hash] = message.kind === "sent" ? [message.ts, message.hash] : [null, null];
  await ask(
    db,
    `update check_rounds set channel = $2, ts = $3, hash = $4,
       sending_since = case when $5 then clock_timestamp() end where id = $1`,
    [id, channel, ts, hash, message.kind === "sending"],
  );
}
