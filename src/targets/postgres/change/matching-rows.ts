import { z } from "zod";
import { parseSql } from "../../../operation/postgres/parse-sql.ts";
import { keyword, sqlWords } from "./sql-words.ts";
import { type Relation, relation, statementOf } from "./statement.ts";

export type MatchingRows =
  | {
      readonly kind: "countable";
      readonly table: Relation;
      readonly hasWhere: boolean;
      /** Counts the rows that the statement would touch. */
      readonly countSql: string;
    }
  | { readonly kind: "uncountable"; readonly table: Relation; readonly hasWhere: boolean; readonly reason: string };

const body = z.object({
  relation: z.looseObject(relation.shape),
  whereClause: z.unknown().optional(),
  usingClause: z.unknown().optional(),
  fromClause: z.unknown().optional(),
  withClause: z.unknown().optional(),
});

/** `DELETE FROM t WHERE …` or `UPDATE t SET … WHERE …` → a count over the same rows, if there is one that is surely the same. */
export function matchingRows(sql: string, act: "update" | "delete"): MatchingRows {
  const statement = statementOf(sql, act === "update" ? "UpdateStmt" : "DeleteStmt", body);
  const table = { schemaname: statement.relation.schemaname, relname: statement.relation.relname };
  const hasWhere = statement.whereClause !== undefined;
  const uncountable = (reason: string): MatchingRows => ({ kind: "uncountable", table, hasWhere, reason });
  if (statement.usingClause !== undefined || statement.fromClause !== undefined)
    return uncountable("it joins other tables");
  if (statement.withClause !== undefined) return uncountable("it begins with a WITH");
  const words = sqlWords(sql);
  const from = keyword(words, act === "update" ? "UPDATE" : "FROM");
  const where = keyword(words, "WHERE");
  const returning = keyword(words, "RETURNING");
  const end = returning?.start ?? sql.length;
  const named = act === "update" ? keyword(words.slice(2), "SET")?.start : (where?.start ?? end);
  const relationText = sql.slice(from?.end ?? 0, named);
  const countSql = `SELECT count(*) FROM ${relationText}\n${where ? sql.slice(where.start, end) : ""}`;
  return hasSameRows(countSql, statement)
    ? { kind: "countable", table, hasWhere, countSql }
    : uncountable("its rows cannot be counted beforehand");
}

const select = z.object({
  fromClause: z.tuple([z.object({ RangeVar: z.unknown() })]),
  whereClause: z.unknown().optional(),
});

/** Asks Postgres's own parser whether table and condition are the very same. */
function hasSameRows(
  countSql: string,
  statement: { readonly relation: Relation; readonly whereClause?: unknown },
): boolean {
  const parsed = parseSql(countSql);
  if (parsed.kind === "fault" || parsed.statements.length !== 1) return false;
  const read = select.safeParse(parsed.statements[0]?.tree.SelectStmt);
  if (!read.success) return false;
  const { fromClause, whereClause } = read.data;
  return isSame(fromClause[0].RangeVar, statement.relation) && isSame(whereClause, statement.whereClause);
}

const isSame = (one: unknown, other: unknown): boolean => withoutPlaces(one) === withoutPlaces(other);

const withoutPlaces = (tree: unknown): string =>
  JSON.stringify(tree ?? null, (key, value: unknown) => (/location$/i.test(key) ? undefined : value));
