import { isRecord } from "./facts.ts";
import { parseSql, type SqlTree } from "./parse-sql.ts";

/**
 * Whether `filled` is `template` with its holes filled and nothing else changed: the same parse tree, each hole become one
 * literal or one name. A value that closes a quote or adds a clause changes the tree.
 */
export function isSameStatement(template: string, filled: string, fill: (text: string) => string): boolean {
  const before = parseSql(template);
  const after = parseSql(filled);
  if (before.kind === "fault" || after.kind === "fault" || before.statements.length !== after.statements.length)
    return false;
  return before.statements.every(({ tree }, at) => isSame(tree, after.statements[at]?.tree, fill));
}

function isSame(before: SqlTree, after: SqlTree, fill: (text: string) => string): boolean {
  if (typeof before === "string") return typeof after === "string" && fill(before) === after;
  if (Array.isArray(before)) {
    return (
      Array.isArray(after) &&
      before.length === after.length &&
      before.every((item: unknown, at) => isSame(item, after[at], fill))
    );
  }
  if (!isRecord(before)) return before === after;
  if (!isRecord(after)) return false;
  const value = holeAsColumn(before);
  if (value !== undefined) return isNumber(after, fill(value));
  const keys = Object.keys(before).filter((key) => !/location$/i.test(key));
  const others = Object.keys(after).filter((key) => !/location$/i.test(key));
  return keys.length === others.length && keys.every((key) => key in after && isSame(before[key], after[key], fill));
}

// `WHERE id = <id>` reads as a column until the value is known. Only a number may take its place: a name would be another column,
// and `id = id` is every row.
function holeAsColumn(node: Readonly<Record<string, unknown>>): string | undefined {
  const column = node.ColumnRef;
  if (!isRecord(column)) return undefined;
  return /"sval":"([^"]*zhole\d+z[^"]*)"/.exec(JSON.stringify(column.fields))?.[1];
}

function isNumber(after: Readonly<Record<string, unknown>>, value: string): boolean {
  const constant = after.A_Const;
  if (!isRecord(constant) || !/^\d+$/.test(value)) return false;
  return isRecord(constant.ival) ? String(constant.ival.ival ?? 0) === value : isRecord(constant.fval);
}
