import { classifyStatement } from "../../operation/postgres/classify.ts";
import { parseSql } from "../../operation/postgres/parse-sql.ts";
import { manual, type ToolResult } from "../tool-result.ts";

/** SQL → one operation for each statement. `connection` says which database. */
export function readSql(sql: string, connection: Readonly<Record<string, unknown>> = {}): ToolResult {
  const parsed = parseSql(sql);
  if (parsed.kind === "fault") return manual(`Postgres cannot read this SQL: ${parsed.message}`);
  if (parsed.statements.length === 0) return manual("it holds no SQL statement");
  const strange = parsed.statements.map(({ tree }) => notAlone(tree)).find((reason) => reason !== undefined);
  if (strange) return manual(strange);
  return {
    kind: "operations",
    operations: parsed.statements.map((statement) => ({
      operation: {
        name: `postgres.${classifyStatement(statement).act}`,
        arguments: { sql: statement.text, ...connection },
      },
      text: statement.text,
    })),
  };
}

// Every statement runs by itself, so what only prepares another statement has no effect.
function notAlone(tree: Readonly<Record<string, unknown>>): string | undefined {
  if ("TransactionStmt" in tree)
    return "a transaction over several statements is not kept together here; a person runs it";
  if ("VariableSetStmt" in tree) return "a setting of the session ends with its statement here; a person runs it";
  if (JSON.stringify(tree).includes('"ParamRef"'))
    return "it holds a numbered parameter such as $1, which has no value";
  return undefined;
}
