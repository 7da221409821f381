import type { SqlTree } from "./parse-sql.ts";

/** What a tree mentions, wherever it stands: the ground on which risk is decided. */
export interface SqlFacts {
  /** Types of node, `SelectStmt`, `FuncCall` … */
  readonly nodes: ReadonlySet<string>;
  /** Qualified as written: `pg_terminate_backend`, `myschema.f`. */
  readonly functions: ReadonlySet<string>;
  readonly relations: ReadonlySet<string>;
  readonly columns: ReadonlySet<string>;
  /** Names of common table expressions that stand for nothing but themselves: not relations. */
  readonly commonTables: ReadonlySet<string>;
  /** SELECT … INTO, FOR UPDATE and the like. */
  readonly clauses: ReadonlySet<string>;
}

export function sqlFacts(tree: SqlTree): SqlFacts {
  const facts = {
    nodes: new Set<string>(),
    functions: new Set<string>(),
    relations: new Set<string>(),
    columns: new Set<string>(),
    commonTables: new Set<string>(),
    clauses: new Set<string>(),
    inside: new Set<string>(),
  };
  visit(tree, facts);
  // Inside its own definition a name still means the table: WITH users AS (SELECT * FROM users) …
  for (const name of facts.inside) facts.commonTables.delete(name);
  return facts;
}

type Collecting = { readonly [K in keyof SqlFacts | "inside"]: Set<string> };

function visit(value: SqlTree, facts: Collecting): void {
  if (Array.isArray(value)) {
    for (const item of value) visit(item, facts);
    return;
  }
  if (!isRecord(value)) return;
  if (typeof value.relname === "string") facts.relations.add(relationName(value));
  if (typeof value.ctename === "string") facts.commonTables.add(value.ctename);
  for (const [key, child] of Object.entries(value)) {
    if (/^[A-Z]/.test(key)) note(key, child, facts);
    else if (key === "ctequery") for (const name of sqlFacts(child).relations) facts.inside.add(name);
    else if (key === "intoClause" || key === "lockingClause") facts.clauses.add(key);
    visit(child, facts);
  }
}

function note(node: string, child: SqlTree, facts: Collecting): void {
  facts.nodes.add(node);
  if (!isRecord(child)) return;
  if (node === "FuncCall") facts.functions.add(dottedName(child.funcname).replace(/^pg_catalog\./, ""));
  // An operator with a schema is somebody's own function.
  if (node === "A_Expr" && Array.isArray(child.name) && child.name.length > 1) facts.functions.add("operator");
  if (node === "ColumnRef") facts.columns.add(dottedName(child.fields).split(".").at(-1) ?? "*");
}

function relationName(range: Readonly<Record<string, unknown>>): string {
  const schema = typeof range.schemaname === "string" ? `${range.schemaname}.` : "";
  return `${schema}${String(range.relname)}`;
}

function dottedName(parts: unknown): string {
  if (!Array.isArray(parts)) return "?";
  return parts
    .map((part: unknown) => {
      const word = isRecord(part) ? part.String : undefined;
      return isRecord(word) && typeof word.sval === "string" ? word.sval : "*";
    })
    .join(".");
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
