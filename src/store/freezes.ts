import type { Freeze, FreezeWish } from "../approval/freeze.ts";
import type { Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** Freezes that are not lifted, newest first. */
export async function standingFreezes(db: Queryable): Promise<readonly Freeze[]> {
  const rows = await ask<FreezeRow>(db, `select * from freezes where lifted_at is null order by began_at desc`);
  return rows.map(freezeOf);
}

/** What keeps this service from being changed: a freeze that stands, or one that began after `since` even if it was lifted. */
export async function freezeOver(db: Queryable, service: string, since?: Instant): Promise<Freeze | undefined> {
  const [row] = await ask<FreezeRow>(
    db,
    `select * from freezes where (service is null or service = $1) and (lifted_at is null or began_at >= $2::timestamptz)
     order by lifted_at is null desc, began_at desc limit 1`,
    [service, since ?? null],
  );
  return row && freezeOf(row);
}

export async function findFreeze(db: Queryable, id: string): Promise<Freeze | undefined> {
  const [row] = await ask<FreezeRow>(db, "select * from freezes where id = $1", [id]);
  return row && freezeOf(row);
}

export async function beginFreeze(tx: Queryable, id: string, wish: FreezeWish, at: Instant): Promise<void> {
  await ask(tx, "insert into freezes (id, service, reason, by, began_at) values ($1, $2, $3, $4, $5)", [
    id,
    wish.service ?? null,
    wish.reason,
    wish.by,
    at,
  ]);
}

export async function liftFreeze(tx: Queryable, id: string, by: string, at: Instant): Promise<void> {
  await ask(tx, "update freezes set lifted_at = $3, lifted_by = $2 where id = $1 and lifted_at is null", [id, by, at]);
}

interface FreezeRow {
  readonly id: string;
  readonly service: string | null;
  readonly reason: string;
  readonly by: string;
  readonly began_at: Date;
  readonly lifted_at: Date | null;
  readonly lifted_by: string | null;
}

const freezeOf = ({ id, service, reason, by, began_at, lifted_at, lifted_by }: FreezeRow): Freeze => ({
  ...{ id, service: service ?? undefined, reason, by, beganAt: began_at.toISOString() },
  lifted: lifted_at && lifted_by !== null ? { at: lifted_at.toISOString(), by: lifted_by } : undefined,
});
