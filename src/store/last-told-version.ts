import { ask } from "./ask.ts";
import type { Queryable } from "./pool.ts";

/** The version of the last event whose line stands in the channel; 0 when none does. */
export async function lastToldVersion(db: Queryable, incident: string): Promise<number> {
  const [row] = await ask<{ version: number | null }>(
    db,
    `select max(substring(surface from '^event-(\\d+)$')::integer) as version from messages
     where incident = $1 and state = 'sent'`,
    [incident],
  );
  return row?.version ?? 0;
}
