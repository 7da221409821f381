import type { PersonId } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** Somebody of the pager, and who that is here, where it is known. */
export interface PagerPersonRow {
  readonly email: string;
  readonly pagerId: string;
  readonly name: string;
  readonly person?: PersonId | undefined;
}

/** People change: what was learned is asked for again after a week. */
export async function findPagerPerson(db: Queryable, email: string): Promise<PagerPersonRow | undefined> {
  const [row] = await ask<{ pager_id: string; name: string; person: string | null }>(
    db,
    "select pager_id, name, person from pager_people where email = $1 and at > now() - interval '7 days'",
    [email.toLowerCase()],
  );
  return row && { email, pagerId: row.pager_id, name: row.name, person: row.person ?? undefined };
}

export async function rememberPagerPerson(db: Queryable, row: PagerPersonRow): Promise<void> {
  await ask(
    db,
    `insert into pager_people (email, pager_id, name, person) values ($1, $2, $3, $4)
     on conflict (email) do update set pager_id = excluded.pager_id, name = excluded.name,
       person = coalesce(excluded.person, pager_people.person), at = now()`,
    [row.email.toLowerCase(), row.pagerId, row.name, row.person ?? null],
  );
}

/** Who this is here. */
export async function findPersonOfPager(db: Queryable, pagerId: string): Promise<PersonId | undefined> {
  const [row] = await ask<{ person: string }>(
    db,
    "select person from pager_people where pager_id = $1 and person is not null order by at desc limit 1",
    [pagerId],
  );
  return row?.person;
}
