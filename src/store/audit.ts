import type { AuditEntry } from "../approval/audit-entry.ts";
import { canonical } from "../approval/canonical.ts";
import { ask } from "./ask.ts";
import { type AuditRow, headOf, sealOf } from "./audit-chain.ts";
import type { Queryable } from "./pool.ts";

// Any number, as long as it stays the same. Another than that of the migrations.
const lockKey = 4_636_372_006;

/**
 * Adds entries to the chain, in their order. One transaction adds at a time and holds the others up until it ends: the last thing a
 * transaction does before it commits.
 */
export async function appendAudit(tx: Queryable, entries: readonly AuditEntry[], key: string): Promise<void> {
  if (entries.length === 0) return;
  await ask(tx, "select pg_advisory_xact_lock($1)", [lockKey]);
  let { sequence, seal } = (await lastRow(tx)) ?? { sequence: 0, seal: "" };
  const rows = entries.map((one): AuditRow => {
    sequence += 1;
    const entry = canonical({ ...one, sequence });
    seal = sealOf(key, seal, { sequence, entry });
    return { sequence, entry, seal };
  });
  await ask(
    tx,
    `insert into audit (sequence, entry, seal)
     select sequence, entry, seal from jsonb_to_recordset($1::jsonb) as row (sequence bigint, entry text, seal text)`,
    [JSON.stringify(rows)],
  );
}

/** `42:9f86d0…`, to be published; undefined while there is no entry. */
export async function auditHead(db: Queryable): Promise<string | undefined> {
  const row = await lastRow(db);
  return row && headOf(row);
}

/** All rows in the order of their sequence, some at a time. */
export async function* auditRows(db: Queryable): AsyncGenerator<AuditRow> {
  const atOnce = 1000;
  let after = { sequence: "-1", place: "" };
  for (;;) {
    // The place breaks ties that an audit in good order does not have.
    const rows = await ask<StoredRow & { place: string }>(
      db,
      `select sequence, entry, seal, ctid::text as place from audit
       where (sequence, ctid::text) > ($1::bigint, $2) order by sequence, ctid::text limit $3`,
      [after.sequence, after.place, atOnce],
    );
    for (const row of rows) yield rowOf(row);
    const last = rows.at(-1);
    if (!last || rows.length < atOnce) return;
    after = { sequence: last.sequence, place: last.place };
  }
}

interface StoredRow {
  readonly sequence: string;
  readonly entry: string;
  readonly seal: string;
}

const rowOf = ({ sequence, entry, seal }: StoredRow): AuditRow => ({ sequence: Number(sequence), entry, seal });

async function lastRow(db: Queryable): Promise<AuditRow | undefined> {
  const [row] = await ask<StoredRow>(db, "select sequence, entry, seal from audit order by sequence desc limit 1");
  return row && rowOf(row);
}
