import type pg from "pg";
import { z } from "zod";
import { deleteRows, type StatementArguments, update } from "../../../operation/postgres/operations.ts";
import type { Changer, Changing, Done, Inspection, PreviewedObject, Refused, Verification } from "../../target.ts";
import type { Address } from "../address.ts";
import { sqlState } from "../fault.ts";
import type { PostgresParts } from "../parts.ts";
import { outputLimits, printResult } from "../print-result.ts";
import { runStatement } from "../run-statement.ts";
import { type MatchingRows, matchingRows } from "./matching-rows.ts";
import { type PostgresChange, postgresChange } from "./postgres-change.ts";
import { quotedName } from "./statement.ts";
import { tableFacts } from "./table-facts.ts";

/** Null: the rows could not be counted, and nothing bounds the run. */
const pinned = z.strictObject({ rows: z.int().nullable(), atMost: z.int().nullable() });
type Pinned = z.output<typeof pinned>;

/** UPDATE and DELETE: counted beforehand, and rolled back when they touch more than was agreed to. */
export function rowChangers(parts: PostgresParts): readonly Changer[] {
  return [
    postgresChange(update, parts, rowChange(parts, "update")),
    postgresChange(deleteRows, parts, rowChange(parts, "delete")),
  ];
}

type Act = "update" | "delete";

function rowChange(parts: PostgresParts, act: Act): PostgresChange<Pinned> {
  return {
    pinned,
    canBeExplained: true,
    async preview(client, { sql }, { database }) {
      const matching = matchingRows(sql, act);
      const facts = await tableFacts(client, matching.table, act);
      if (!facts) return { kind: "refused", reason: `there is no table ${quotedName(matching.table)}` };
      const counted = await countRows(client, matching);
      if (counted.rows === 0) return { kind: "refused", reason: "no row matches now, so there is nothing to do" };
      const plan = await runStatement(client, { sql: `EXPLAIN ${sql}` }, outputLimits);
      return {
        kind: "preview",
        objects: [
          rowsObject(matching, counted.rows, act),
          {
            name: "plan",
            changes: [{ what: "EXPLAIN", before: "", after: plan.rows.map(([line]) => line).join("\n") }],
          },
        ],
        warnings: [
          ...(matching.hasWhere ? [] : [`It has no WHERE: it touches every row of ${quotedName(matching.table)}.`]),
          ...facts.warnings,
        ],
        notPreviewed: counted.rows === null ? [`how many rows it touches: ${counted.reason}; nothing bounds it`] : [],
        fingerprint: { database, sql, table: facts.oid },
        pinned: { rows: counted.rows, atMost: counted.rows === null ? null : withTolerance(counted.rows) },
      };
    },
    run: (given, { rows, atMost }, at, doing) => runBounded(parts, given, { rows, atMost }, at, doing),
    async verify(client, { sql }, { rows, atMost }): Promise<Verification> {
      const left = await countRows(client, matchingRows(sql, act));
      if (left.rows === null || rows === null || atMost === null)
        return { kind: "verified", text: "Postgres committed it; the rows cannot be counted." };
      if (act === "update")
        return { kind: "verified", text: `Postgres committed it; ${rowWords(left.rows)} match its WHERE now.` };
      // Time goes on: a few more may have come to match since.
      return left.rows <= atMost - rows
        ? { kind: "verified", text: `Postgres committed it; ${rowWords(left.rows)} match now.` }
        : { kind: "failed", text: `${rowWords(left.rows)} still match.` };
    },
    async inspect(client, { sql }, { rows }): Promise<Inspection> {
      const left = await countRows(client, matchingRows(sql, act));
      if (act === "update" || left.rows === null || rows === null)
        return { kind: "unclear", text: "Postgres does not keep whether an update was committed; look at the rows." };
      if (left.rows === 0) return { kind: "done", text: "No row matches any more." };
      if (left.rows >= rows) return { kind: "not-done", text: `All ${rowWords(left.rows)} still match.` };
      return { kind: "unclear", text: `${left.rows} of ${rowWords(rows)} still match.` };
    },
  };
}

/** The tolerance of the plan: 10 %, at least ten rows. */
export function withTolerance(count: number): number {
  return count + Math.max(10, Math.ceil(count / 10));
}

const rowWords = (count: number): string => (count === 1 ? "1 row" : `${count} rows`);

type Counted = { readonly rows: number } | { readonly rows: null; readonly reason: string };

async function countRows(client: pg.ClientBase, matching: MatchingRows): Promise<Counted> {
  if (matching.kind === "uncountable") return { rows: null, reason: matching.reason };
  await client.query("savepoint counting; set local statement_timeout = '15s'");
  try {
    const { rows } = await runStatement(client, { sql: matching.countSql }, outputLimits);
    return { rows: Number(rows[0]?.[0]) };
  } catch (error) {
    if (sqlState(error) !== "57014") throw error;
    await client.query("rollback to savepoint counting");
    return { rows: null, reason: "counting them took longer than 15 s" };
  }
}

function rowsObject({ table }: MatchingRows, rows: number | null, act: Act): PreviewedObject {
  const after = act === "delete" ? "0" : "changed";
  const atMost = rows === null ? "any number" : `${withTolerance(rows)}; more are rolled back`;
  return {
    name: `rows of ${quotedName(table)}`,
    changes: [
      { what: "matching rows", before: rows === null ? "?" : String(rows), after },
      { what: "touched at most", before: "", after: atMost },
    ],
  };
}

async function runBounded(
  { connections }: PostgresParts,
  { sql, expanded = false }: StatementArguments,
  { rows, atMost }: Pinned,
  at: Address,
  { signal, beforeSending }: Changing,
): Promise<Done | Refused> {
  return connections.change(at, signal, async (client) => {
    await beforeSending();
    await client.query("begin");
    const result = await runStatement(client, { sql }, outputLimits);
    const touched = Number(/\d+$/.exec(result.tag)?.[0] ?? 0);
    if (atMost !== null && touched > atMost) {
      await client.query("rollback");
      const reason = `it would touch ${touched} rows; ${rows} were previewed and at most ${atMost} agreed to. It was rolled back`;
      return { kind: "refused", reason };
    }
    await client.query("commit");
    const returned = result.columns.length > 0 ? `\n${printResult(result, expanded).text}` : "";
    return { kind: "done", text: `${result.tag}${returned}` };
  });
}
