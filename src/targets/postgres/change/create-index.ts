import type pg from "pg";
import { z } from "zod";
import { Fault } from "../../../clients/fault.ts";
import { createIndex, type StatementArguments } from "../../../operation/postgres/operations.ts";
import type { Changer, Changing, Done, Inspection, Refused, Verification } from "../../target.ts";
import type { Address } from "../address.ts";
import { sqlState } from "../fault.ts";
import type { PostgresParts } from "../parts.ts";
import { actAsOwner } from "./act-as-owner.ts";
import { buildIndex } from "./index-progress.ts";
import { postgresChange } from "./postgres-change.ts";
import { quotedIdentifier, quotedName, relation, statementOf } from "./statement.ts";

const pinned = z.strictObject({ schema: z.string(), index: z.string(), table: z.string() });
type Pinned = z.output<typeof pinned>;

/** CREATE INDEX. Built concurrently it can leave an invalid index behind: that one is dropped again, and it is said. */
export function createIndexChanger(parts: PostgresParts): Changer {
  return postgresChange<Pinned>(createIndex, parts, {
    pinned,
    canBeExplained: false,
    async preview(client, { sql }, { database }) {
      const statement = statementOf(sql, "IndexStmt", body);
      const { idxname } = statement;
      if (idxname === undefined)
        return { kind: "refused", reason: "give the index a name, so that it can be found again" };
      const table = await readTable(client, quotedName(statement.relation));
      if (!table) return { kind: "refused", reason: `there is no table ${quotedName(statement.relation)}` };
      const place: Pinned = { schema: table.schema, index: idxname, table: table.name };
      const state = await stateOf(client, place);
      if (state !== "absent") return refuseExisting(place, state);
      return {
        kind: "preview",
        objects: [
          {
            name: `index ${idxname} on ${table.name}`,
            changes: [
              { what: "index", before: "", after: sql.replace(/\s+/g, " ") },
              {
                what: "table",
                before: `${table.size}, about ${table.rows} rows`,
                after: `${table.size}, about ${table.rows} rows`,
              },
            ],
          },
        ],
        warnings: [
          ...(statement.concurrent
            ? []
            : [`Without CONCURRENTLY nobody can write to ${table.name} until it is built.`]),
          ...(table.indexes.length > 0 ? [`Indexes there are already: ${table.indexes.join(", ")}.`] : []),
        ],
        notPreviewed: [],
        fingerprint: { database, sql, table: table.oid },
        pinned: place,
      };
    },
    run: (given, place, at, doing) => build(parts, given, place, at, doing),
    async verify(client, _given, place): Promise<Verification> {
      const state = await stateOf(client, place);
      if (state === "valid") return { kind: "verified", text: `${place.index} is there and valid.` };
      return {
        kind: "failed",
        text: state === "absent" ? `There is no index ${place.index}.` : `${place.index} is invalid.`,
      };
    },
    async inspect(client, _given, place): Promise<Inspection> {
      switch (await stateOf(client, place)) {
        case "valid":
          return { kind: "done", text: `${place.index} is there and valid.` };
        case "absent":
          return { kind: "not-done", text: `There is no index ${place.index}.` };
        case "being-built":
          return { kind: "unclear", text: `${place.index} is still being built.` };
        case "invalid":
          return { kind: "not-done", text: `An invalid ${place.index} is left; drop it with ${dropSql(place)}.` };
      }
    },
  });
}

const body = z.object({ idxname: z.string().optional(), relation, concurrent: z.boolean().default(false) });

const fullName = ({ schema, index }: Pinned): string => `${quotedIdentifier(schema)}.${quotedIdentifier(index)}`;
const dropSql = (place: Pinned): string => `DROP INDEX CONCURRENTLY ${fullName(place)}`;

interface Table {
  readonly oid: string;
  readonly schema: string;
  readonly name: string;
  readonly size: string;
  readonly rows: string;
  readonly indexes: readonly string[];
}

async function readTable(client: pg.ClientBase, name: string): Promise<Table | undefined> {
  const { rows } = await client.query<Table>(
    `select c.oid::text, n.nspname as schema, c.oid::regclass::text as name, pg_size_pretty(pg_table_size(c.oid)) as size,
       greatest(c.reltuples, 0)::bigint::text as rows,
       array(select i.indexrelid::regclass::text from pg_index i where i.indrelid = c.oid order by 1) as indexes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = to_regclass($1)`,
    [name],
  );
  return rows[0];
}

type State = "absent" | "valid" | "invalid" | "being-built";

async function stateOf(client: pg.ClientBase, place: Pinned): Promise<State> {
  const { rows } = await client.query<{ valid: boolean | null; building: boolean }>(
    `select i.indisvalid as valid, exists (select from pg_stat_progress_create_index p where p.index_relid = c.oid) as building
     from pg_class c left join pg_index i on i.indexrelid = c.oid where c.oid = to_regclass($1)`,
    [fullName(place)],
  );
  const [found] = rows;
  if (!found) return "absent";
  // What is no index has the name all the same.
  if (found.valid !== false) return "valid";
  return found.building ? "being-built" : "invalid";
}

function refuseExisting(place: Pinned, state: State): Refused {
  if (state === "invalid")
    return { kind: "refused", reason: `an earlier attempt left ${place.index} invalid; first ${dropSql(place)}` };
  return { kind: "refused", reason: `there is already something named ${place.index}` };
}

async function build(
  parts: PostgresParts,
  given: StatementArguments,
  place: Pinned,
  at: Address,
  doing: Changing,
): Promise<Done | Refused> {
  const table = quotedName(statementOf(given.sql, "IndexStmt", body).relation);
  let isSent = false;
  const beforeSending = async () => {
    await doing.beforeSending();
    isSent = true;
  };
  try {
    const { tag } = await buildIndex(parts, { sql: given.sql, table }, at, { ...doing, beforeSending });
    return {
      kind: "done",
      text: tag,
      undo: { name: "postgres.execute", arguments: { sql: dropSql(place), database: at.database } },
    };
  } catch (error) {
    if (sqlState(error) === "42P07")
      return { kind: "refused", reason: `there is already something named ${place.index}` };
    // What is left by that name is somebody else's.
    if (!isSent) throw error;
    const cleaned = await cleanUp(parts, place, at).catch(
      () => `An invalid ${place.index} may be left: ${dropSql(place)}`,
    );
    if (cleaned === undefined) throw error;
    doing.emit(`${cleaned}\n`);
    throw error instanceof Fault ? new Fault(`${error.message}. ${cleaned}`, error, { cause: error }) : error;
  }
}

const cleanUpMs = 20_000;

/** Its own signal: the one of the run may be what ended it. */
async function cleanUp({ connections }: PostgresParts, place: Pinned, at: Address): Promise<string | undefined> {
  return connections.change(at, AbortSignal.timeout(cleanUpMs), async (client) => {
    if ((await stateOf(client, place)) !== "invalid") return undefined;
    // It waits for the same open transactions as the build did, and keeps nobody waiting.
    await client.query("set lock_timeout = 0");
    await actAsOwner(client, fullName(place));
    await client.query(dropSql(place));
    return `The invalid ${place.index} that was left was dropped again`;
  });
}
