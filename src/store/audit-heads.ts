import { owedHead, type PublishedHead } from "../approval/publish-head.ts";
import type { Instant } from "../incident/incident.ts";
import { ask } from "./ask.ts";
import { oweJobs } from "./owe-effects.ts";
import type { Queryable } from "./pool.ts";
import { changeTask } from "./requests-jobs.ts";

/** Lets it be looked, at once, whether the head of the audit is due. */
export const oweHead = (db: Queryable): Promise<void> => oweJobs(db, changeTask, [owedHead]);

/** Notes the head as it is now for the time it was due last. One that was noted stays: by any number of replicas, and restarts. */
export async function noteHead(db: Queryable, id: string, dueAt: Instant): Promise<void> {
  await ask(
    db,
    `insert into audit_heads (due_at, id, head, entries, before_at, before_head, before_entries)
     select $2, $1, coalesce(newest.sequence || ':' || newest.seal, ''), coalesce(newest.sequence, 0),
       before.due_at, before.head, before.entries
     from (select) as always
     left join (select sequence, seal from audit order by sequence desc limit 1) as newest on true
     left join (select due_at, head, entries from audit_heads order by due_at desc limit 1) as before on true
     where before.due_at is null or before.due_at < $2
     on conflict (due_at) do nothing`,
    [id, dueAt],
  );
}

/** What was noted last. */
export async function notedHead(db: Queryable): Promise<PublishedHead | undefined> {
  const [row] = await ask<HeadRow>(db, "select * from audit_heads order by due_at desc limit 1");
  if (!row) return undefined;
  const { id, head, entries, before_at: at, before_head, before_entries } = row;
  const before = at && { at: at.toISOString(), head: before_head ?? "", entries: Number(before_entries) };
  return { id, head, entries: Number(entries), before: before ?? undefined };
}

interface HeadRow {
  readonly id: string;
  readonly head: string;
  readonly entries: string;
  readonly before_at: Date | null;
  readonly before_head: string | null;
  readonly before_entries: string | null;
}
