import type { RiskPolicy } from "../definition.ts";
import { hasHole } from "../hole.ts";
import type { Risk } from "../risk.ts";
import { isRecord, type SqlFacts, sqlFacts } from "./facts.ts";
import {
  changingFunctions,
  harmlessFunctions,
  readingNodes,
  revealingColumns,
  revealingRelations,
  serverRelations,
} from "./known-names.ts";
import { parseSql, type SqlStatement } from "./parse-sql.ts";

/** The act a statement is, as in `postgres.query`. */
export type SqlAct =
  | "query"
  | "terminate-backends"
  | "cancel-backends"
  | "update"
  | "delete"
  | "insert"
  | "vacuum"
  | "analyze"
  | "reindex"
  | "create-index"
  | "execute";

export interface ClassifiedSql {
  readonly act: SqlAct;
  readonly risk: (policy: RiskPolicy) => Risk;
}

/** The act and risk of the one statement that `sql` holds; undefined when it holds none, several, or cannot be read. */
export function classifySql(sql: string): ClassifiedSql | undefined {
  const parsed = parseSql(sql);
  if (parsed.kind === "fault" || parsed.statements.length !== 1) return undefined;
  const [statement] = parsed.statements;
  return statement && classifyStatement(statement);
}

/** By the parse tree alone: whatever is not positively known to be less is `destructive`. */
export function classifyStatement(statement: SqlStatement): ClassifiedSql {
  const [type = "", body] = Object.entries(statement.tree)[0] ?? [];
  const facts = sqlFacts(statement.tree);
  const fields = isRecord(body) ? body : {};
  switch (type) {
    case "SelectStmt":
    case "VariableShowStmt":
      return classifySelect(facts, fields);
    case "ExplainStmt":
      return classifyExplain(fields, facts);
    case "UpdateStmt":
      return rowChange("update", facts, fields.whereClause === undefined ? "destructive" : "change");
    case "InsertStmt":
      return rowChange("insert", facts, "change");
    case "DeleteStmt":
      return rowChange("delete", facts, "destructive");
    case "VacuumStmt":
      return classifyVacuum(fields);
    case "ReindexStmt":
      return fixed("reindex", "change");
    case "IndexStmt":
      return fixed("create-index", unknownFunctions(facts).length > 0 ? "destructive" : "change");
    default:
      return fixed("execute", "destructive");
  }
}

function classifySelect(facts: SqlFacts, body: Readonly<Record<string, unknown>>): ClassifiedSql {
  const strangeNodes = [...facts.nodes].some((node) => !readingNodes.has(node));
  if (strangeNodes || unknownFunctions(facts).length > 0 || facts.clauses.has("intoClause"))
    return fixed("execute", "destructive");
  const effects = [...facts.functions].filter((name) => changingFunctions.has(name));
  if (effects.length > 0) return fixed(actOfEffects(effects), "change");
  // FOR UPDATE holds row locks that writers wait for.
  if (facts.clauses.has("lockingClause")) return fixed("execute", "change");
  return { act: "query", risk: (policy) => riskOfReading(facts, body, policy) };
}

function actOfEffects(effects: readonly string[]): SqlAct {
  if (effects.length > 1) return "execute";
  if (effects[0] === "pg_terminate_backend") return "terminate-backends";
  return effects[0] === "pg_cancel_backend" ? "cancel-backends" : "execute";
}

// "Statistics views and aggregates are `read`, rows of user tables `sensitive` unless the catalog lists the table."
function riskOfReading(facts: SqlFacts, body: Readonly<Record<string, unknown>>, policy: RiskPolicy): Risk {
  const relations = [...facts.relations]
    .map((name) => name.replace(/^pg_catalog\./, ""))
    .filter((name) => !facts.commonTables.has(name));
  if (typeof body.name === "string" && /^all$|conninfo|pass|command/.test(body.name)) return "sensitive";
  const reveals =
    relations.some((name) => revealingRelations.has(name)) &&
    [...facts.columns].some((name) => revealingColumns.has(name));
  if (reveals || facts.functions.has("current_setting")) return "sensitive";
  const usersOwn = relations.filter((name) => !serverRelations.has(name) && !policy.readableTables.includes(name));
  if (usersOwn.length === 0) return "read";
  return usersOwn.every((name) => !hasHole(name)) && onlyCounts(body) ? "read" : "sensitive";
}

const aggregates = new Set(["count", "sum", "avg"]);

/** Every output column is a count, sum or average over a table: no row's own value comes out. */
function onlyCounts(body: Readonly<Record<string, unknown>>): boolean {
  const targets = body.targetList;
  if (!Array.isArray(targets) || targets.length === 0 || body.larg !== undefined || body.withClause !== undefined)
    return false;
  if (body.groupClause !== undefined || body.distinctClause !== undefined) return false;
  return targets.every((target: unknown) => {
    const result = isRecord(target) ? target.ResTarget : undefined;
    const value = isRecord(result) ? result.val : undefined;
    const call = isRecord(value) ? value.FuncCall : undefined;
    if (!isRecord(call) || call.over !== undefined) return false;
    const [name] = sqlFacts({ FuncCall: { funcname: call.funcname } }).functions;
    return name !== undefined && aggregates.has(name);
  });
}

// EXPLAIN plans and does not run; EXPLAIN ANALYZE runs, whatever value the option is given.
function classifyExplain(fields: Readonly<Record<string, unknown>>, facts: SqlFacts): ClassifiedSql {
  const options = JSON.stringify(fields.options ?? []);
  const inner = fields.query;
  if (!isRecord(inner)) return fixed("execute", "destructive");
  const plansOnly = !/"defname":"analyze"/i.test(options) && unknownFunctions(facts).length === 0;
  if (plansOnly) return fixed("query", "read");
  const run = classifyStatement({ text: "", offset: 0, tree: inner });
  return { act: run.act === "query" ? "query" : "execute", risk: run.risk };
}

function classifyVacuum(fields: Readonly<Record<string, unknown>>): ClassifiedSql {
  const full = /"defname":"full"/i.test(JSON.stringify(fields.options ?? []));
  // VACUUM FULL rewrites the table and shuts everybody out while it does.
  return fixed(fields.is_vacuumcmd === true ? "vacuum" : "analyze", full ? "destructive" : "change");
}

function rowChange(act: SqlAct, facts: SqlFacts, risk: Risk): ClassifiedSql {
  const writes = ["UpdateStmt", "InsertStmt", "DeleteStmt", "MergeStmt"].filter((node) => facts.nodes.has(node));
  const plain =
    writes.length <= 1 &&
    unknownFunctions(facts).length === 0 &&
    [...facts.functions].every((name) => !changingFunctions.has(name));
  return fixed(writes.length <= 1 ? act : "execute", plain ? risk : "destructive");
}

function unknownFunctions(facts: SqlFacts): readonly string[] {
  return [...facts.functions].filter((name) => !harmlessFunctions.has(name) && !changingFunctions.has(name));
}

function fixed(act: SqlAct, risk: Risk): ClassifiedSql {
  return { act, risk: () => risk };
}
