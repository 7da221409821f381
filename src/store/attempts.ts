import type { Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** What an effect was about to do when it was last heard of. */
export interface Attempt<Body> {
  readonly body: Body;
  readonly at: Instant;
}

/** Written before a call whose answer may be lost. A second attempt keeps the first one's words: they are what to look for. */
export async function rememberAttempt<Body extends object>(
  db: Queryable,
  key: string,
  body: Body,
): Promise<Attempt<Body>> {
  const [row] = await ask<{ body: Body; at: Date }>(
    db,
    `insert into attempts (key, body) values ($1, $2)
     on conflict (key) do update set key = excluded.key returning body, at`,
    [key, JSON.stringify(body)],
  );
  if (!row) throw new Error(`the attempt ${key} was not stored`);
  return { body: row.body, at: row.at.toISOString() };
}

export async function findAttempt<Body extends object>(db: Queryable, key: string): Promise<Attempt<Body> | undefined> {
  const [row] = await ask<{ body: Body; at: Date }>(db, "select body, at from attempts where key = $1", [key]);
  return row && { body: row.body, at: row.at.toISOString() };
}

/** The outcome is known and recorded. */
export async function forgetAttempt(db: Queryable, key: string): Promise<void> {
  await ask(db, "delete from attempts where key = $1", [key]);
}
