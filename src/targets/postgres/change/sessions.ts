import type pg from "pg";
import { z } from "zod";
import { cancelBackends, type StatementArguments, terminateBackends } from "../../../operation/postgres/operations.ts";
import type { Changer, Changing, Done, Inspection, PreviewedObject, Refused, Verification } from "../../target.ts";
import { ownName } from "../connections.ts";
import { sqlState } from "../fault.ts";
import type { PostgresParts } from "../parts.ts";
import { chosenSessions } from "./chosen-sessions.ts";
import { type PostgresChange, postgresChange } from "./postgres-change.ts";

const session = z.strictObject({
  pid: z.int(),
  /** Microseconds since 1970, as text: with the pid it names a session for ever. */
  start: z.string(),
  /** Of the query that was running: to cancel another one was not agreed to. Null where the whole session ends. */
  queryStart: z.string().nullable(),
});
const pinned = z.strictObject({ sessions: z.array(session) });
type Pinned = z.output<typeof pinned>;
type Session = z.output<typeof session>;

/** pg_terminate_backend and pg_cancel_backend: exactly the previewed sessions that still match, never the bot's own. */
export function sessionChangers(parts: PostgresParts): readonly Changer[] {
  return [
    postgresChange(terminateBackends, parts, sessionChange(parts, "pg_terminate_backend")),
    postgresChange(cancelBackends, parts, sessionChange(parts, "pg_cancel_backend")),
  ];
}

type Act = "pg_terminate_backend" | "pg_cancel_backend";

function sessionChange(parts: PostgresParts, act: Act): PostgresChange<Pinned> {
  return {
    pinned,
    notThroughPod: "sessions are listed before they are ended, which psql in a pod cannot hold to",
    canBeExplained: false,
    async preview(client, { sql }, { database }) {
      const chosen = chosenSessions(sql);
      if (chosen.kind === "refused") return chosen;
      const { rows } = await client.query<Row>(listSessions(chosen.sql));
      const others = rows.filter(({ isOwn }) => !isOwn);
      if (others.length === 0) return refuseNone(rows.length);
      if (others.length > maxSessions)
        return { kind: "refused", reason: `more than ${maxSessions} sessions match; narrow the WHERE down` };
      return {
        kind: "preview",
        objects: others.map((row) => describeSession(row, act)),
        warnings: warningsFor(others, rows.length - others.length, act),
        notPreviewed: [],
        fingerprint: { database, sql },
        pinned: { sessions: others.map((row) => pinnedSession(row, act)) },
      };
    },
    run: (given, { sessions }, at, doing) =>
      parts.connections.change(at, doing.signal, (client) => endSessions(client, given, sessions, act, doing)),
    async verify(client, given, { sessions }): Promise<Verification> {
      const left = await stillThere(client, given, sessions);
      if (left.length === 0) return { kind: "verified", text: `None of the ${sessions.length} is left.` };
      return { kind: "failed", text: `Still there: ${left.map(({ pid }) => pid).join(", ")}.` };
    },
    async inspect(client, given, { sessions }): Promise<Inspection> {
      const left = await stillThere(client, given, sessions);
      if (left.length === 0) return { kind: "done", text: "None of the previewed sessions is left." };
      if (left.length === sessions.length)
        return { kind: "not-done", text: "All of the previewed sessions are still there." };
      return { kind: "unclear", text: `${left.length} of the ${sessions.length} previewed sessions are still there.` };
    },
  };
}

const maxSessions = 500;

interface Row {
  readonly pid: number;
  readonly start: string;
  readonly queryStart: string | null;
  readonly role: string | null;
  readonly application: string | null;
  readonly client: string | null;
  readonly state: string | null;
  readonly age: string | null;
  readonly query: string | null;
  readonly kind: string;
  readonly isOwn: boolean;
}

const microseconds = (column: string): string => `(extract(epoch from ${column}) * 1000000)::bigint::text`;

const listSessions = (chosen: string): string => `
  select a.pid, ${microseconds("a.backend_start")} as start, ${microseconds("a.query_start")} as "queryStart",
    a.usename as role, a.application_name as application, host(a.client_addr) as client, a.state,
    date_trunc('second', now() - coalesce(a.state_change, a.backend_start))::text as age,
    left(regexp_replace(a.query, '\\s+', ' ', 'g'), 160) as query, a.backend_type as kind,
    a.pid = pg_backend_pid() or a.application_name = '${ownName}' as "isOwn"
  from pg_stat_activity a where a.pid in (${chosen}) order by a.backend_start limit ${maxSessions + 100}`;

function refuseNone(own: number): Refused {
  return {
    kind: "refused",
    reason: own > 0 ? "only sessions of this bot match, and those it leaves alone" : "no session matches now",
  };
}

function describeSession(row: Row, act: Act): PreviewedObject {
  const isEnded = act === "pg_terminate_backend";
  const stays = (what: string, before: string) => ({ what, before, after: isEnded ? "" : before });
  return {
    name: `session ${row.pid} of ${row.role ?? row.kind}`,
    changes: [
      { what: "session", before: `${row.state ?? "?"} for ${row.age ?? "?"}`, after: isEnded ? "" : "idle" },
      stays("application", row.application || "?"),
      stays("client", row.client ?? "local"),
      { what: "query", before: row.query ?? "", after: "" },
    ],
  };
}

function warningsFor(rows: readonly Row[], own: number, act: Act): readonly string[] {
  const system = rows.filter(({ kind }) => kind !== "client backend");
  const hidden = rows.filter(({ query }) => query === "<insufficient privilege>");
  const busy = rows.filter(({ state }) => state === "active" || state === "idle in transaction");
  return [
    ...(own > 0 ? [`${own} of this bot's own sessions match too; they are left alone.`] : []),
    ...(system.length > 0 ? [`Not only clients: ${[...new Set(system.map(({ kind }) => kind))].join(", ")}.`] : []),
    ...(hidden.length > 0 ? ["The bot may not see what some of them do; grant its role pg_read_all_stats."] : []),
    ...(act === "pg_terminate_backend" && busy.length > 0
      ? [`${busy.length} of them lose the transaction they are in.`]
      : []),
  ];
}

function pinnedSession({ pid, start, queryStart }: Row, act: Act): Session {
  return { pid, start, queryStart: act === "pg_cancel_backend" ? (queryStart ?? "") : null };
}

/** The condition that a pinned session is still itself and still meant. */
function matching({ sql }: StatementArguments): string {
  const chosen = chosenSessions(sql);
  return `a.pid = $1 and ${microseconds("a.backend_start")} = $2
    and ($3::text is null or (a.state = 'active' and coalesce(${microseconds("a.query_start")}, '') = $3))
    and a.pid <> pg_backend_pid() and a.application_name is distinct from '${ownName}'
    and a.pid in (${chosen.kind === "chosen" ? chosen.sql : "select 0"})`;
}

const values = ({ pid, start, queryStart }: Session): unknown[] => [pid, start, queryStart];

async function endSessions(
  client: pg.ClientBase,
  given: StatementArguments,
  sessions: readonly Session[],
  act: Act,
  { emit, beforeSending }: Changing,
): Promise<Done | Refused> {
  const lines: string[] = [];
  let ended = 0;
  for (const one of sessions) {
    await beforeSending();
    const line = await endSession(client, given, one, act);
    if (line === undefined) ended++;
    else lines.push(line);
    emit(`${line ?? `${one.pid}: told to end`}\n`);
  }
  const verb = act === "pg_terminate_backend" ? "Ended" : "Cancelled";
  return { kind: "done", text: [`${verb} ${ended} of ${sessions.length} sessions.`, ...lines].join("\n") };
}

/** Undefined when it was told to end, else why it was left alone. */
async function endSession(
  client: pg.ClientBase,
  given: StatementArguments,
  one: Session,
  act: Act,
): Promise<string | undefined> {
  try {
    const found = await client.query(`select 1 from pg_stat_activity a where ${matching(given)}`, values(one));
    if (found.rowCount === 0) return `${one.pid}: gone, or no longer as it was previewed`;
    const { rows } = await client.query<{ told: boolean }>(
      `select ${act}(a.pid) as told from pg_stat_activity a where a.pid = $1 and ${microseconds("a.backend_start")} = $2`,
      [one.pid, one.start],
    );
    return rows[0]?.told ? undefined : `${one.pid}: gone by itself`;
  } catch (error) {
    // One session of a superuser must not keep the others from being ended.
    if (sqlState(error) !== "42501") throw error;
    return `${one.pid}: the bot may not end this session; grant its role pg_signal_backend`;
  }
}

async function stillThere(
  client: pg.ClientBase,
  given: StatementArguments,
  sessions: readonly Session[],
): Promise<readonly Session[]> {
  const left: Session[] = [];
  for (const one of sessions) {
    const found = await client.query(`select 1 from pg_stat_activity a where ${matching(given)}`, values(one));
    if (found.rowCount !== 0) left.push(one);
  }
  return left;
}
