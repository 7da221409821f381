import type pg from "pg";
import { z } from "zod";
import { reindex } from "../../../operation/postgres/operations.ts";
import type { Changer, Inspection, PreviewedObject, Verification } from "../../target.ts";
import type { PostgresParts } from "../parts.ts";
import { buildIndex } from "./index-progress.ts";
import { postgresChange } from "./postgres-change.ts";
import { quotedName, relation, statementOf } from "./statement.ts";

const pinned = z.strictObject({
  /** A rebuilt index keeps its name and gets another file. */
  indexes: z.array(z.strictObject({ name: z.string(), file: z.string() })),
});
type Pinned = z.output<typeof pinned>;

/** REINDEX of an index, a table, a schema or the database. */
export function reindexChanger(parts: PostgresParts): Changer {
  return postgresChange<Pinned>(reindex, parts, {
    pinned,
    canBeExplained: false,
    async preview(client, { sql }, { database }) {
      const statement = statementOf(sql, "ReindexStmt", body);
      const indexes = await readIndexes(client, statement);
      if (indexes.length === 0) return { kind: "refused", reason: "there is no index that it would rebuild" };
      const isConcurrent = statement.params.some(({ DefElem }) => DefElem.defname === "concurrently");
      return {
        kind: "preview",
        objects: describeIndexes(indexes, database),
        warnings: isConcurrent
          ? [`Both copies need room until it is done: up to ${indexes[0]?.size ?? "?"} more for the biggest one.`]
          : ["Without CONCURRENTLY nobody can write to the tables, nor use the indexes, until they are rebuilt."],
        notPreviewed: [],
        fingerprint: { database, sql, indexes: statement.relation ? indexes.map(({ name }) => name) : "all" },
        pinned: { indexes: indexes.slice(0, maxPinned).map(({ name, file }) => ({ name, file })) },
      };
    },
    async run(given, _pinned, at, doing) {
      const { tag } = await buildIndex(parts, { sql: given.sql }, at, doing);
      return { kind: "done", text: tag };
    },
    async verify(client, { sql }, { indexes }): Promise<Verification> {
      const left = await sameFiles(client, indexes);
      const invalid = (await readIndexes(client, statementOf(sql, "ReindexStmt", body))).filter(({ valid }) => !valid);
      if (invalid.length > 0)
        return {
          kind: "failed",
          text: `Invalid: ${names(invalid)}. Drop what ends in _ccnew with DROP INDEX CONCURRENTLY.`,
        };
      if (left.length > 0) return { kind: "failed", text: `Not rebuilt: ${names(left)}.` };
      return {
        kind: "verified",
        text: `${indexes.length === 1 ? "The index was" : `${indexes.length} indexes were`} rebuilt and valid.`,
      };
    },
    async inspect(client, _given, { indexes }): Promise<Inspection> {
      const left = await sameFiles(client, indexes);
      if (left.length === 0) return { kind: "done", text: "Every index was rebuilt." };
      if (left.length === indexes.length) return { kind: "not-done", text: "No index was rebuilt." };
      return { kind: "unclear", text: `Not rebuilt: ${names(left)}.` };
    },
  });
}

const maxPinned = 500;
const maxShown = 20;

const body = z.object({
  kind: z.string(),
  relation: relation.optional(),
  name: z.string().optional(),
  params: z.array(z.object({ DefElem: z.object({ defname: z.string() }) })).default([]),
});

interface Index {
  readonly name: string;
  readonly file: string;
  readonly size: string;
  readonly valid: boolean;
}

/** The indexes that the statement rebuilds, biggest first. */
async function readIndexes(client: pg.ClientBase, statement: z.output<typeof body>): Promise<readonly Index[]> {
  const { rows } = await client.query<Index>(
    `select i.indexrelid::regclass::text as name, pg_relation_filenode(i.indexrelid)::text as file,
       pg_size_pretty(pg_relation_size(i.indexrelid)) as size, i.indisvalid as valid
     from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'i' and case $1
         when 'REINDEX_OBJECT_INDEX' then i.indexrelid = to_regclass($2)
         when 'REINDEX_OBJECT_TABLE' then i.indrelid = to_regclass($2)
         when 'REINDEX_OBJECT_SCHEMA' then n.nspname = $3
         when 'REINDEX_OBJECT_SYSTEM' then n.nspname = 'pg_catalog'
         else n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') end
     order by pg_relation_size(i.indexrelid) desc`,
    [statement.kind, statement.relation ? quotedName(statement.relation) : "", statement.name ?? ""],
  );
  return rows;
}

function describeIndexes(indexes: readonly Index[], database: string): readonly PreviewedObject[] {
  const shown = indexes.slice(0, maxShown).map(({ name, size, valid }) => ({
    name: `index ${name} (${size})`,
    changes: [{ what: "state", before: valid ? "valid" : "invalid", after: "rebuilt" }],
  }));
  const left = indexes.length - shown.length;
  return left > 0 ? [...shown, { name: `${left} smaller indexes of ${database}`, changes: [] }] : shown;
}

/** Those of the pinned indexes that are still kept in the file of then. */
async function sameFiles(
  client: pg.ClientBase,
  indexes: Pinned["indexes"],
): Promise<readonly { readonly name: string }[]> {
  const { rows } = await client.query<{ name: string }>(
    `select w.name from unnest($1::text[], $2::text[]) w(name, file)
     where pg_relation_filenode(to_regclass(w.name))::text = w.file`,
    [indexes.map(({ name }) => name), indexes.map(({ file }) => file)],
  );
  return rows;
}

const names = (indexes: readonly { readonly name: string }[]): string => indexes.map(({ name }) => name).join(", ");
