import { z } from "zod";
import { parseSql } from "../../../operation/postgres/parse-sql.ts";

export const relation = z.object({ schemaname: z.string().optional(), relname: z.string() });
export type Relation = z.output<typeof relation>;

/** What stands under the statement's type in the parse tree, read by a schema. Throws for another statement: its operation's schema let none through. */
export function statementOf<T>(sql: string, type: string, schema: z.ZodType<T>): T {
  const parsed = parseSql(sql);
  const [statement] = parsed.kind === "statements" ? parsed.statements : [];
  return schema.parse(statement?.tree[type]);
}

/** Its type in the parse tree: `DeleteStmt`. */
export function typeOf(sql: string): string {
  const parsed = parseSql(sql);
  const [statement] = parsed.kind === "statements" ? parsed.statements : [];
  return Object.keys(statement?.tree ?? {})[0] ?? "";
}

/** A name as SQL writes it. */
export function quotedName({ schemaname, relname }: Relation): string {
  return [schemaname, relname].flatMap((part) => (part === undefined ? [] : [quotedIdentifier(part)])).join(".");
}

export function quotedIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
