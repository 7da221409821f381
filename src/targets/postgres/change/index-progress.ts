import type { Changing } from "../../target.ts";
import type { Address } from "../address.ts";
import type { PostgresParts } from "../parts.ts";
import { outputLimits } from "../print-result.ts";
import { runStatement, type StatementResult } from "../run-statement.ts";
import { actAsOwner } from "./act-as-owner.ts";
import { withProgress } from "./with-progress.ts";

/** Builds or rebuilds an index; how far Postgres is with it is emitted once a second. With `table` its owner does it. */
export function buildIndex(
  { connections }: PostgresParts,
  { sql, table }: { readonly sql: string; readonly table?: string },
  at: Address,
  { signal, emit, beforeSending }: Changing,
): Promise<StatementResult> {
  return connections.change(at, signal, async (client) => {
    const { rows } = await client.query<{ pid: number }>("select pg_backend_pid() as pid");
    // Built concurrently it waits for open transactions and keeps nobody waiting: the signal alone ends it.
    if (/\bconcurrently\b/i.test(sql)) await client.query("set lock_timeout = 0");
    if (table !== undefined) await actAsOwner(client, table);
    const look = (over: AbortSignal) => progressOf({ connections }, at, rows[0]?.pid ?? 0, over);
    await beforeSending();
    return withProgress(runStatement(client, { sql }, outputLimits), look, emit);
  });
}

interface Progress {
  readonly index: string | null;
  readonly phase: string;
  readonly done: string;
  readonly total: string;
  readonly lockers: string;
}

function progressOf(
  { connections }: Pick<PostgresParts, "connections">,
  at: Address,
  pid: number,
  signal: AbortSignal,
): Promise<string | undefined> {
  return connections.read(at, signal, async (client) => {
    const { rows } = await client.query<Progress>(
      `select nullif(index_relid, 0)::regclass::text as index, phase, greatest(blocks_done, tuples_done)::text as done,
         greatest(blocks_total, tuples_total)::text as total, (lockers_total - lockers_done)::text as lockers
       from pg_stat_progress_create_index where pid = $1`,
      [pid],
    );
    const [now] = rows;
    if (!now) return undefined;
    if (now.phase.startsWith("waiting")) return `${now.phase}, ${now.lockers} left`;
    const share = now.total === "0" ? "" : `, ${Math.floor((100 * Number(now.done)) / Number(now.total))} %`;
    return `${now.index ?? "index"}: ${now.phase}${share}`;
  });
}
